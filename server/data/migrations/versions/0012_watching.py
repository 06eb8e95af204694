"""Which recordings a lesson watches together."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watched_recording",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_watched_recording_lesson_id")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_watched_recording_recording_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_watched_recording_user_id")),
        sa.PrimaryKeyConstraint("lesson_id", "recording_id", name=op.f("pk_watched_recording")),
    )
    op.create_index(op.f("ix_watched_recording_recording_id"), "watched_recording", ["recording_id"])


def downgrade() -> None:
    op.drop_table("watched_recording")
