using Dapper;
using Payments.Domain.Identity;

namespace Payments.Storage;

/// <summary>
/// Requests that carried a key by which their sender may repeat them. The database decides which request a key belongs to, so that it
/// holds between fronts and after a crash.
/// </summary>
public sealed class IdempotentRequests(IDatabase database, TimeProvider time)
{
    /// <summary>How long a key belongs to its request. Afterwards it is free for another.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private const string Of = "merchant = @merchant AND request_key = @key";

    private readonly HourlySweep sweep = new(time);

    /// <summary>
    /// Takes a key for a request before anything is done for it. Returns the request that has the key: this one, or an earlier one.
    /// </summary>
    /// <param name="merchant">Whose key it is; another merchant's equal key is another.</param>
    /// <param name="key">A digest of the key.</param>
    /// <param name="fields">What the request says.</param>
    public async Task<IdempotentRequest> BeginAsync(MerchantId merchant, string key, string fields)
    {
        const string take = """
            INSERT INTO idempotent_requests (merchant, request_key, fields, begun_at) VALUES (@merchant, @key, @fields, @now)
            ON CONFLICT (merchant, request_key) DO UPDATE
            SET fields = excluded.fields, begun_at = excluded.begun_at, status = NULL, answer = NULL
            WHERE idempotent_requests.begun_at <= @over
            """;
        await SweepAsync();
        var now = time.GetUtcNow();
        var over = (now - Memory).ToUnixTimeMilliseconds();
        var parameters = new { merchant = merchant.Value, key, fields, now = now.ToUnixTimeMilliseconds(), over };
        var row = await database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(take, parameters, transaction);
            return await connection.QuerySingleAsync<(string Fields, long BegunAt, long? Status, string? Answer)>(
                $"SELECT fields AS Fields, begun_at AS BegunAt, status AS Status, answer AS Answer FROM idempotent_requests WHERE {Of}",
                parameters, transaction);
        });
        var answer = row is { Status: { } status, Answer: { } text } ? new IdempotentAnswer((int)status, text) : null;
        return new IdempotentRequest(row.Fields, DateTimeOffset.FromUnixTimeMilliseconds(row.BegunAt), answer);
    }

    /// <summary>
    /// Keeps the answer to a request, unless an equal one was answered meanwhile: then that answer is returned, and stands. Null where this
    /// one stands, or where another request has the key by now, because an equal one was refused and gave it back.
    /// </summary>
    public async Task<IdempotentAnswer?> AnswerAsync(MerchantId merchant, string key, IdempotentRequest request, IdempotentAnswer answer)
    {
        const string keep = """
            INSERT INTO idempotent_requests (merchant, request_key, fields, begun_at, status, answer)
            VALUES (@merchant, @key, @fields, @begunAt, @status, @answer)
            ON CONFLICT (merchant, request_key) DO UPDATE SET status = excluded.status, answer = excluded.answer
            WHERE idempotent_requests.fields = excluded.fields AND idempotent_requests.status IS NULL
            """;
        var parameters = new
        {
            merchant = merchant.Value,
            key,
            fields = request.Fields,
            begunAt = request.BegunAt.ToUnixTimeMilliseconds(),
            status = (long)answer.Status,
            answer = answer.Text,
        };
        var rows = await database.WriteAsync(async (connection, transaction) =>
        {
            if (await connection.ExecuteAsync(keep, parameters, transaction) > 0) return [];
            return await connection.QueryAsync<(long Status, string Answer)>(
                $"SELECT status AS Status, answer AS Answer FROM idempotent_requests WHERE {Of} AND fields = @fields",
                parameters, transaction);
        });
        return rows.Select(row => new IdempotentAnswer((int)row.Status, row.Answer)).FirstOrDefault();
    }

    /// <summary>Gives a key back whose request was refused: nothing was done, and the corrected request may carry it.</summary>
    public Task ReleaseAsync(MerchantId merchant, string key, IdempotentRequest request) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync($"DELETE FROM idempotent_requests WHERE {Of} AND fields = @fields AND status IS NULL",
            new { merchant = merchant.Value, key, fields = request.Fields }, transaction));

    private async Task SweepAsync()
    {
        if (!sweep.IsDue()) return;
        var over = (time.GetUtcNow() - Memory).ToUnixTimeMilliseconds();
        await database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync("DELETE FROM idempotent_requests WHERE begun_at <= @over", new { over }, transaction));
    }
}

/// <summary>A request that has a key.</summary>
/// <param name="Fields">What it says.</param>
/// <param name="BegunAt">When it came first.</param>
/// <param name="Answer">How it was answered; null while nobody knows.</param>
public sealed record IdempotentRequest(string Fields, DateTimeOffset BegunAt, IdempotentAnswer? Answer);

/// <summary>An answer as it was sent.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
public sealed record IdempotentAnswer(int Status, string Text);
