"""Where lessons happen and who takes part: the region tree, schools, terminals, users, grants."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "region",
    "school",
    "classroom",
    "terminal",
    "pairing",
    "paired_school",
    "user_account",
    "duty_grant",
    "sign_in",
)


def upgrade() -> None:
    _create_region()
    _create_school()
    _create_classroom()
    _create_terminal()
    _create_pairing()
    _create_paired_school()
    _create_user_account()
    _create_duty_grant()
    _create_sign_in()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_region() -> None:
    op.create_table(
        "region",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("parent_id", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["region.id"], name=op.f("fk_region_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
    op.create_index(op.f("ix_region_parent_id"), "region", ["parent_id"], unique=False)


def _create_school() -> None:
    op.create_table(
        "school",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("region_id", sa.String(length=12), nullable=False),
        sa.Column("centre_id", sa.String(length=12), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["school.id"], name=op.f("fk_school_centre_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_school_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
    )
    op.create_index(op.f("ix_school_centre_id"), "school", ["centre_id"], unique=False)
    op.create_index(op.f("ix_school_region_id"), "school", ["region_id"], unique=False)


def _create_classroom() -> None:
    op.create_table(
        "classroom",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_classroom_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
    )
    op.create_index(op.f("ix_classroom_school_id"), "classroom", ["school_id"], unique=False)


def _create_terminal() -> None:
    op.create_table(
        "terminal",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("classroom_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_terminal_classroom_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terminal")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_terminal_key_hash")),
    )
    op.create_index(op.f("ix_terminal_classroom_id"), "terminal", ["classroom_id"], unique=False)


def _create_pairing() -> None:
    op.create_table(
        "pairing",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("lead_school_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["lead_school_id"], ["school.id"], name=op.f("fk_pairing_lead_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
    )
    op.create_index(op.f("ix_pairing_lead_school_id"), "pairing", ["lead_school_id"], unique=False)


def _create_paired_school() -> None:
    op.create_table(
        "paired_school",
        sa.Column("pairing_id", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_paired_school_pairing_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_paired_school_school_id")),
        sa.PrimaryKeyConstraint("pairing_id", "school_id", name=op.f("pk_paired_school")),
    )


def _create_user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("school_id", sa.String(length=12), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_user_account_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_index(op.f("ix_user_account_school_id"), "user_account", ["school_id"], unique=False)


def _create_duty_grant() -> None:
    op.create_table(
        "duty_grant",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("scope_kind", sa.String(length=40), nullable=False),
        sa.Column("scope_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_duty_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_grant")),
        sa.UniqueConstraint(
            "user_id",
            "role",
            "scope_kind",
            "scope_id",
            name=op.f("uq_duty_grant_user_id_role_scope_kind_scope_id"),
        ),
    )
    op.create_index(op.f("ix_duty_grant_user_id"), "duty_grant", ["user_id"], unique=False)


def _create_sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_expires_at"), "sign_in", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sign_in_user_id"), "sign_in", ["user_id"], unique=False)
