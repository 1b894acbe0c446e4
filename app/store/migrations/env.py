"""What alembic runs: the migrations, on the connection that it was given, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
