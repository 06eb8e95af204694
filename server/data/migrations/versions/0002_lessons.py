"""Lessons with their classrooms, and the facts they leave behind."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("course", "lesson", "lesson_classroom", "recording", "cue", "attendance", "audit_entry")


def upgrade() -> None:
    _create_course()
    _create_lesson()
    _create_lesson_classroom()
    _create_recording()
    _create_cue()
    _create_attendance()
    _create_audit_entry()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_course() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("pairing_id", sa.String(length=12), nullable=True),
        sa.Column("teacher_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_course_pairing_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["user_account.id"], name=op.f("fk_course_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_pairing_id"), "course", ["pairing_id"], unique=False)
    op.create_index(op.f("ix_course_teacher_id"), "course", ["teacher_id"], unique=False)


def _create_lesson() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("course_id", sa.String(length=12), nullable=True),
        sa.Column("teacher_id", sa.String(length=12), nullable=True),
        sa.Column("master_classroom_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("record", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_course_id")),
        sa.ForeignKeyConstraint(
            ["master_classroom_id"], ["classroom.id"], name=op.f("fk_lesson_master_classroom_id")
        ),
        sa.ForeignKeyConstraint(["teacher_id"], ["user_account.id"], name=op.f("fk_lesson_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    op.create_index(op.f("ix_lesson_course_id"), "lesson", ["course_id"], unique=False)
    op.create_index(op.f("ix_lesson_master_classroom_id"), "lesson", ["master_classroom_id"], unique=False)
    op.create_index(op.f("ix_lesson_phase"), "lesson", ["phase"], unique=False)
    op.create_index(op.f("ix_lesson_starts_at"), "lesson", ["starts_at"], unique=False)
    op.create_index(op.f("ix_lesson_teacher_id"), "lesson", ["teacher_id"], unique=False)


def _create_lesson_classroom() -> None:
    op.create_table(
        "lesson_classroom",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("classroom_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name=op.f("fk_lesson_classroom_classroom_id")
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_classroom_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "classroom_id", name=op.f("pk_lesson_classroom")),
    )
    op.create_index(
        op.f("ix_lesson_classroom_classroom_id"), "lesson_classroom", ["classroom_id"], unique=False
    )


def _create_recording() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_recording_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_recording_lesson_id")),
    )
    op.create_index(op.f("ix_recording_started_at"), "recording", ["started_at"], unique=False)


def _create_cue() -> None:
    op.create_table(
        "cue",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=True),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_cue_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "n", name=op.f("pk_cue")),
    )


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("member", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_lesson_id"), "attendance", ["lesson_id"], unique=False)


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("sign_in_id", sa.String(length=12), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index("ix_audit_entry_view", "audit_entry", ["sign_in_id", "action", "subject"], unique=False)
