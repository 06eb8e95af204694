"""Question sets, and the questions and answers of lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _prepared()
    _asked()
    _given()


def _prepared() -> None:
    op.create_table(
        "question_set",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_question_set_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
    )
    op.create_index(op.f("ix_question_set_owner_id"), "question_set", ["owner_id"], unique=False)
    op.create_table(
        "lesson_question_set",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("set_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_question_set_lesson_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["question_set.id"], name=op.f("fk_lesson_question_set_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lesson_id", "set_id", name=op.f("pk_lesson_question_set")),
    )
    op.create_index(op.f("ix_lesson_question_set_set_id"), "lesson_question_set", ["set_id"], unique=False)


def _asked() -> None:
    op.create_table(
        "asked_question",
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_asked_question_lesson_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lesson_id", "name", name=op.f("pk_asked_question")),
    )


def _given() -> None:
    op.create_table(
        "given_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("pupil", sa.String(length=40), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("pressed_at", sa.BigInteger(), nullable=False),
        sa.Column("uncertainty_ms", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_given_answer_lesson_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_answer")),
        sa.UniqueConstraint("lesson_id", "key", name=op.f("uq_given_answer_lesson_id_key")),
    )
    op.create_index(op.f("ix_given_answer_lesson_id"), "given_answer", ["lesson_id"], unique=False)


def downgrade() -> None:
    for table in ("given_answer", "asked_question", "lesson_question_set", "question_set"):
        op.drop_table(table)
