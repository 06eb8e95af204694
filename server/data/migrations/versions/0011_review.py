"""Review: comments, rubrics, rounds with their sheets; clips, reels and links to them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reel()
    _review_round()
    _rubric()
    _round_member()
    _clip()
    _review_comment()
    _round_recording()
    _score_sheet()
    _comment_mention()
    _reel_clip()
    _share_link()


def _reel() -> None:
    op.create_table(
        "reel",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_reel_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reel")),
    )
    op.create_index(op.f("ix_reel_owner_id"), "reel", ["owner_id"])


def _review_round() -> None:
    op.create_table(
        "review_round",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_review_round_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_round")),
    )
    op.create_index(op.f("ix_review_round_owner_id"), "review_round", ["owner_id"])


def _rubric() -> None:
    op.create_table(
        "rubric",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("scope_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_rubric_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric")),
    )
    op.create_index(op.f("ix_rubric_owner_id"), "rubric", ["owner_id"])
    op.create_index(op.f("ix_rubric_scope_id"), "rubric", ["scope_id"])


def _round_member() -> None:
    op.create_table(
        "round_member",
        sa.Column("round_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_round_member_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_round_member_user_id")),
        sa.PrimaryKeyConstraint("round_id", "user_id", name=op.f("pk_round_member")),
    )
    op.create_index(op.f("ix_round_member_user_id"), "round_member", ["user_id"])


def _clip() -> None:
    op.create_table(
        "clip",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("to_ms", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_clip_owner_id")),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_clip_recording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clip")),
    )
    op.create_index(op.f("ix_clip_owner_id"), "clip", ["owner_id"])
    op.create_index(op.f("ix_clip_recording_id"), "clip", ["recording_id"])


def _review_comment() -> None:
    op.create_table(
        "review_comment",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("parent_id", sa.String(length=12), nullable=True),
        sa.Column("author_id", sa.String(length=12), nullable=True),
        sa.Column("round_id", sa.String(length=12), nullable=True),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("drawing", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.String(length=80), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_review_comment_author_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["review_comment.id"], name=op.f("fk_review_comment_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_review_comment_recording_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_review_comment_round_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
    )
    op.create_index(op.f("ix_review_comment_author_id"), "review_comment", ["author_id"])
    op.create_index(op.f("ix_review_comment_changed_at"), "review_comment", ["changed_at"])
    op.create_index(op.f("ix_review_comment_parent_id"), "review_comment", ["parent_id"])
    op.create_index(op.f("ix_review_comment_recording_id"), "review_comment", ["recording_id"])
    op.create_index(op.f("ix_review_comment_round_id"), "review_comment", ["round_id"])


def _round_recording() -> None:
    op.create_table(
        "round_recording",
        sa.Column("round_id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_round_recording_recording_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_round_recording_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "recording_id", name=op.f("pk_round_recording")),
    )
    op.create_index(op.f("ix_round_recording_recording_id"), "round_recording", ["recording_id"])


def _score_sheet() -> None:
    op.create_table(
        "score_sheet",
        sa.Column("round_id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_score_sheet_recording_id")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["review_round.id"], name=op.f("fk_score_sheet_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_score_sheet_user_id")),
        sa.PrimaryKeyConstraint("round_id", "recording_id", "user_id", name=op.f("pk_score_sheet")),
    )
    op.create_index(op.f("ix_score_sheet_recording_id"), "score_sheet", ["recording_id"])


def _comment_mention() -> None:
    op.create_table(
        "comment_mention",
        sa.Column("comment_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["review_comment.id"],
            name=op.f("fk_comment_mention_comment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_comment_mention_user_id")),
        sa.PrimaryKeyConstraint("comment_id", "user_id", name=op.f("pk_comment_mention")),
    )
    op.create_index(op.f("ix_comment_mention_user_id"), "comment_mention", ["user_id"])


def _reel_clip() -> None:
    op.create_table(
        "reel_clip",
        sa.Column("reel_id", sa.String(length=12), nullable=False),
        sa.Column("clip_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clip_id"], ["clip.id"], name=op.f("fk_reel_clip_clip_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reel_id"], ["reel.id"], name=op.f("fk_reel_clip_reel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reel_id", "clip_id", name=op.f("pk_reel_clip")),
    )
    op.create_index(op.f("ix_reel_clip_clip_id"), "reel_clip", ["clip_id"])


def _share_link() -> None:
    op.create_table(
        "share_link",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("clip_id", sa.String(length=12), nullable=True),
        sa.Column("reel_id", sa.String(length=12), nullable=True),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["clip_id"], ["clip.id"], name=op.f("fk_share_link_clip_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_share_link_owner_id")),
        sa.ForeignKeyConstraint(
            ["reel_id"], ["reel.id"], name=op.f("fk_share_link_reel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_share_link_token_hash")),
    )
    op.create_index(op.f("ix_share_link_clip_id"), "share_link", ["clip_id"])
    op.create_index(op.f("ix_share_link_owner_id"), "share_link", ["owner_id"])
    op.create_index(op.f("ix_share_link_reel_id"), "share_link", ["reel_id"])


def downgrade() -> None:
    for table in (
        "share_link",
        "reel_clip",
        "comment_mention",
        "score_sheet",
        "round_recording",
        "review_comment",
        "clip",
        "round_member",
        "rubric",
        "review_round",
        "reel",
    ):
        op.drop_table(table)
