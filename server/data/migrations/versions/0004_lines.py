"""The pages of rooms' passports: how each line was in each lesson."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("member", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("quality", sa.String(length=40), nullable=False),
        sa.Column("qualities", sa.JSON(), nullable=False),
        sa.Column("paths", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_line_record_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_record")),
    )
    for column in ("lesson_id", "member", "began_at"):
        op.create_index(op.f(f"ix_line_record_{column}"), "line_record", [column], unique=False)


def downgrade() -> None:
    op.drop_table("line_record")
