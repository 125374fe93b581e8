using Dapper;
using Payments.Domain.Identity;
using Payments.Domain.Risk;
using Payments.Storage.Queries;

namespace Payments.Storage.Risk;

/// <summary>
/// The log of decisions. Triggers write those of orders (schema script 0057); those of orders that were not made are written here.
/// </summary>
public sealed class RiskDecisions(IDatabase database, TimeProvider time)
{
    /// <summary>How long a decision about an order that was not made is kept; those of orders stay.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private const int Chunk = 500;

    private const string Columns = """
        id AS Id, merchant AS Merchant, order_id AS OrderId, order_number AS OrderNumber, made_at AS MadeAt, stage AS Stage,
        outcome AS Outcome, rule AS Rule, rule_name AS RuleName, by_installation AS ByInstallation, measured AS Measured,
        rule_limit AS RuleLimit, note AS Note, times AS Times
        """;

    private readonly HourlySweep sweep = new(time);

    /// <summary>Puts on record that an order was not made. Of one order number a rule makes one row a day, which counts.</summary>
    public async Task RefusedAsync(MerchantId merchant, OrderId order, string number, RiskDecision decision)
    {
        const string sql = """
            INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation,
                measured, rule_limit, note, times)
            VALUES (@id, @merchant, @order, @number, @at, @stage, @outcome, @rule, @ruleName, @byInstallation, @measured, @limit, @text, 1)
            ON CONFLICT (id) DO UPDATE SET times = risk_decisions.times + 1
            """;
        var parameters = new
        {
            id = FormattableString.Invariant($"{order}-{decision.Rule}-{decision.At:yyyyMMdd}"),
            merchant = merchant.Value,
            order = order.Value,
            number,
            at = decision.At.ToUnixTimeMilliseconds(),
            stage = Word(decision.Stage),
            outcome = Word(decision.Outcome),
            rule = decision.Rule,
            ruleName = decision.RuleName,
            byInstallation = decision.IsInstallation ? 1L : 0L,
            measured = decision.Measured,
            limit = decision.Limit,
            text = decision.Text,
        };
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, parameters, transaction));
        await SweepAsync();
    }

    /// <summary>Decisions behind a place, newest first; of one merchant, or of all.</summary>
    public async Task<Page<RiskDecisionRow>> PageAsync(MerchantId? merchant, DateTimeOffset? since, PageKey? behind, int limit)
    {
        var sql = $"""
            SELECT {Columns} FROM risk_decisions WHERE made_at >= @since {(merchant is null ? "" : "AND merchant = @merchant")}
            {Paging.Behind(behind, "made_at", "id")} ORDER BY made_at DESC, id DESC LIMIT @more
            """;
        var parameters = new
        {
            since = since?.ToUnixTimeMilliseconds() ?? 0,
            merchant = merchant?.Value,
            at = behind?.At,
            key = behind?.Key,
            more = limit + 1,
        };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<RiskDecisionRow>(sql, parameters));
        return Paging.Cut(rows, limit, row => row, row => new PageKey(row.MadeAt, row.Id));
    }

    /// <summary>All decisions, newest first, a few in memory at a time.</summary>
    public IAsyncEnumerable<RiskDecisionRow> AllAsync(
        MerchantId? merchant, DateTimeOffset? since, CancellationToken cancellationToken = default) =>
        PageWalk.AllAsync(place => PageAsync(merchant, since, place, Chunk), cancellationToken);

    /// <summary>As orders' rows write enums.</summary>
    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private async Task SweepAsync()
    {
        if (!sweep.IsDue()) return;
        var over = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM risk_decisions WHERE made_at < @over AND stage IN ('creation', 'payout') AND outcome = 'block'",
            new { over }, transaction));
    }
}

/// <summary>A decision as the log has it.</summary>
public sealed class RiskDecisionRow
{
    /// <summary>Unique; part of a place in the list.</summary>
    public string Id { get; set; } = "";

    /// <summary>Whose order it is.</summary>
    public string Merchant { get; set; } = "";

    /// <summary>The order's id, or the one that it would have had.</summary>
    public string OrderId { get; set; } = "";

    /// <summary>The merchant's number of it.</summary>
    public string OrderNumber { get; set; } = "";

    /// <summary>When, in Unix milliseconds.</summary>
    public long MadeAt { get; set; }

    /// <summary>A word of <see cref="RiskStage"/>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>A word of <see cref="RiskOutcome"/>.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>The rule; null where a person decided.</summary>
    public string? Rule { get; set; }

    /// <summary>Its name at that time.</summary>
    public string? RuleName { get; set; }

    /// <summary>1 where the installation's rule or operator decided.</summary>
    public long ByInstallation { get; set; }

    /// <summary>What was measured.</summary>
    public string? Measured { get; set; }

    /// <summary>What the rule allowed.</summary>
    public string? RuleLimit { get; set; }

    /// <summary>A person's reason.</summary>
    public string? Note { get; set; }

    /// <summary>How often, on that day.</summary>
    public long Times { get; set; }
}
