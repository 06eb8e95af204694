"""The roll of lessons, who may ask in by a lesson's code, and the checks of rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("classroom", sa.Column("pupils", sa.Integer(), nullable=True))
    op.add_column("lesson", sa.Column("guests", sa.Boolean(), nullable=True))
    _roll_calls()
    _room_checks()


def _roll_calls() -> None:
    op.create_table(
        "roll_call",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_roll_call_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "n", name=op.f("pk_roll_call")),
    )


def _room_checks() -> None:
    op.create_table(
        "room_check",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("classroom_id", sa.String(length=12), nullable=True),
        sa.Column("user_id", sa.String(length=12), nullable=True),
        sa.Column("school_id", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_room_check_classroom_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_room_check_user_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_room_check_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_check")),
    )
    op.create_index(op.f("ix_room_check_at"), "room_check", ["at"], unique=False)
    op.create_index(op.f("ix_room_check_classroom_id"), "room_check", ["classroom_id"], unique=False)
    op.create_index(op.f("ix_room_check_school_id"), "room_check", ["school_id"], unique=False)
    op.create_index(op.f("ix_room_check_user_id"), "room_check", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("room_check")
    op.drop_table("roll_call")
    op.drop_column("lesson", "guests")
    op.drop_column("classroom", "pupils")
