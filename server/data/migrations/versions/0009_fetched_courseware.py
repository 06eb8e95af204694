"""What the classrooms have fetched of their lessons' courseware."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetched_courseware",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("classroom_id", sa.String(length=12), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_fetched_courseware_lesson_id")),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name=op.f("fk_fetched_courseware_classroom_id")
        ),
        sa.PrimaryKeyConstraint("lesson_id", "classroom_id", name=op.f("pk_fetched_courseware")),
    )


def downgrade() -> None:
    op.drop_table("fetched_courseware")
