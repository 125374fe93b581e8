using System.Data.Common;
using Payments.Storage;

namespace Payments.Http.Ops;

/// <summary>Whether this process may be sent requests: its database answers and takes writes, and Orleans is up.</summary>
public sealed class Readiness(IDatabase database, IReadiness orleans, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What the last look found; null before the first.</summary>
    public ReadinessLook? Last { get; private set; }

    /// <summary>Looks.</summary>
    public async Task<ReadinessLook> LookAsync()
    {
        var began = time.GetTimestamp();
        var answers = await AnswersAsync();
        var took = time.GetElapsedTime(began);
        var takesWrites = answers && await TakesWritesAsync();
        return Last = new ReadinessLook(answers, took, takesWrites, takesWrites && await AgreesAsync());
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await database.ReadAsync(async connection =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1";
                return await command.ExecuteScalarAsync() is not null;
            }).WaitAsync(Patience, time);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Asks for SQLite's lock and writes nothing: another program may hold it while reading works. PostgreSQL knows no such lock.
    /// </summary>
    private async Task<bool> TakesWritesAsync()
    {
        if (!database.IsSqlite) return true;
        try
        {
            return await database.WriteAsync((_, _) => Task.FromResult(true)).WaitAsync(Patience, time);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private async Task<bool> AgreesAsync()
    {
        try
        {
            return await orleans.IsReadyAsync().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>What a look at readiness found.</summary>
/// <param name="DatabaseAnswers">Whether the database answered.</param>
/// <param name="Took">How long that took.</param>
/// <param name="TakesWrites">Whether it takes writes.</param>
/// <param name="IsReady">Whether requests may be sent.</param>
public sealed record ReadinessLook(bool DatabaseAnswers, TimeSpan Took, bool TakesWrites, bool IsReady);
