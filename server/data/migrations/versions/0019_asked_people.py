"""Who is asked by name to watch a recording with others, and where viewers were."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_person",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_asked_person_lesson_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_asked_person_user_id")),
        sa.PrimaryKeyConstraint("lesson_id", "user_id", name=op.f("pk_asked_person")),
    )
    op.create_index(op.f("ix_asked_person_user_id"), "asked_person", ["user_id"])
    op.create_table(
        "watched_place",
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("position_ms", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_watched_place_user_id")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_watched_place_recording_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "recording_id", name=op.f("pk_watched_place")),
    )
    op.create_index(op.f("ix_watched_place_recording_id"), "watched_place", ["recording_id"])


def downgrade() -> None:
    op.drop_table("watched_place")
    op.drop_table("asked_person")
