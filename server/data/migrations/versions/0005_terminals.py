"""Terminals are paired by a code, run a build of the page, and can be revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (("client", sa.String(length=40)), ("paired_at", sa.BigInteger()), ("revoked_at", sa.BigInteger()))


def upgrade() -> None:
    for name, type_ in COLUMNS:
        op.add_column("terminal", sa.Column(name, type_, nullable=True))
    op.create_table(
        "terminal_code",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_terminal_code")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_terminal_code_secret_hash")),
    )
    op.create_index(op.f("ix_terminal_code_expires_at"), "terminal_code", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("terminal_code")
    for name, _ in COLUMNS:
        op.drop_column("terminal", name)
