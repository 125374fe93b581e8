using Npgsql;

namespace Payments.Storage.Databases.Postgres;

/// <summary>
/// A connection that one worker keeps while it holds. A pool hands its connections round in turn, and each would need every
/// plan and every table's description for itself.
/// </summary>
internal sealed class PostgresSession(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly bool prepares = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxAutoPrepare > 0;
    private NpgsqlConnection? connection;

    /// <summary>A command on the connection, which is opened anew when it broke.</summary>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public async ValueTask<NpgsqlCommand> CommandAsync(string sql)
    {
        if (connection is not { State: System.Data.ConnectionState.Open })
        {
            await DisposeAsync();
            connection = await source.OpenConnectionAsync();
        }
        return new NpgsqlCommand(sql, connection);
    }

    /// <summary>
    /// Prepares a command, once for a connection. Left to itself the driver does so on the way of a later execution, and when that one is refused it loses count of the server's answers.
    /// Where it may not prepare by itself (behind a pooler), neither does this.
    /// </summary>
    public Task PrepareAsync(NpgsqlCommand command) => prepares ? command.PrepareAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }
}
