using System.Data.Common;
using Payments.Storage;

namespace Payments.Http.Ops;

/// <summary>Whether this process may be sent requests: its database answers and Orleans is up.</summary>
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
        return Last = new ReadinessLook(answers, took, answers && await AgreesAsync());
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
/// <param name="IsReady">Whether requests may be sent.</param>
public sealed record ReadinessLook(bool DatabaseAnswers, TimeSpan Took, bool IsReady);
