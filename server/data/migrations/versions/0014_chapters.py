"""The chapters that somebody has given a recording by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chapter_list",
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("chapters", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_chapter_list_recording_id")
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_chapter_list")),
    )


def downgrade() -> None:
    op.drop_table("chapter_list")
