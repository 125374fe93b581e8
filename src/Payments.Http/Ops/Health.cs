using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Contracts.Chains;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>Whether the gateway lives, may be sent requests, and what is wrong. The body is the one that the WoPay document shows.</summary>
internal sealed class Health(
    Readiness readiness, OpsStates states, ChainStatuses statuses, DailyFindings findings, IChainReach reach, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string NoChain = "no chain is on: only payments at providers can be made; the setting Rpc of a chain switches it on";

    private const string Silent = "chains: what reads them did not answer within two seconds";

    private const string Locked = "database: another program holds the lock of the SQLite file, so nothing can be written";

    public static Task LiveAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, writer => writer.WriteString("status", "healthy"));

    /// <summary>
    /// 503 only where nobody can be served: the database does not answer or takes no writes, or the silo is not an active member. Chains in
    /// trouble, all of them even, only show in <c>reasons</c>: payers still see their orders, shops still ask and are called.
    /// </summary>
    public async Task ReadyAsync(HttpContext context)
    {
        var report = await LookAsync();
        await WriteAsync(context, report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, writer =>
        {
            writer.WriteString("status", report.Status);
            writer.WriteString("version", OpsStates.Version);
            writer.WriteString("database", report.Database);
            writer.WriteString("blockchain", report.Blockchain);
            writer.WriteString("timestamp", ApiTime.Format(time.GetUtcNow()));
            writer.WriteStartArray("reasons");
            foreach (var reason in report.Reasons) writer.WriteStringValue(reason);
            writer.WriteEndArray();
        });
    }

    /// <summary>Looks at everything.</summary>
    public async Task<HealthReport> LookAsync()
    {
        var look = await readiness.LookAsync();
        var (chains, reasons) = await ChainsAsync(look.DatabaseAnswers);
        if (look is { DatabaseAnswers: true, TakesWrites: false }) reasons = [Locked, .. reasons];
        if (look.IsReady && await findings.UsersAsync() is { Differences: > 0 and var differences })
            reasons = [.. reasons, $"users: {differences} differences between ledgers and balances; run payments check"];
        var status = !look.IsReady ? "unhealthy" : chains == "connected" && reasons.Count == 0 ? "healthy" : "degraded";
        var database = look switch
        {
            { TakesWrites: true } => "connected",
            { DatabaseAnswers: true } => "locked",
            _ => "disconnected",
        };
        return new HealthReport(look.IsReady, status, database, chains, reasons);
    }

    /// <summary>How the chains are, and what about them needs an operator: words of ours, which strangers may read.</summary>
    private async Task<(string Chains, IReadOnlyList<string> Reasons)> ChainsAsync(bool database)
    {
        var behind = database ? await BehindAsync() : [];
        try
        {
            var chains = await states.ChainsAsync().WaitAsync(Patience, time);
            var failing = chains.Where(chain => chain is not { LastSuccessAt: not null, LastError: null }).ToArray();
            var good = chains.Count - failing.Length;
            IReadOnlyList<string> reasons =
                [.. behind, .. chains.SelectMany(chain => chain.Reasons.Select(reason => $"{chain.Chain}: {reason}"))];
            if (reasons.Count == 0) reasons = chains.Count == 0 ? [NoChain] : [.. failing.Select(Failing)];
            return (failing.Length == 0 && good > 0 ? "connected" : good > 0 ? "partially connected" : "disconnected", reasons);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            return ("disconnected", behind.Count > 0 ? behind : [Silent]);
        }
    }

    private static string Failing(ChainStatus chain) => chain.LastSuccessAt is null
        ? $"{chain.Chain}: it was not read yet; payments are seen once it is"
        : $"{chain.Chain}: it could not be read when it was tried last; payments are seen later";

    /// <summary>Which chains' coins are not offered, and why.</summary>
    private async Task<IReadOnlyList<string>> BehindAsync()
    {
        var asked = statuses.On.Select(chain => reach.WhyBehindAsync(chain).AsTask());
        try
        {
            var reasons = await Task.WhenAll(asked).WaitAsync(Patience, time);
            return [.. reasons.OfType<string>().Select(reason => $"{reason}; its coins are not offered")];
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
        {
            return [];
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        await writer.FlushAsync();
    }
}

/// <summary>How the gateway is.</summary>
/// <param name="IsReady">Whether it may be sent requests.</param>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Database"><c>connected</c>, <c>locked</c> or <c>disconnected</c>.</param>
/// <param name="Blockchain"><c>connected</c>, <c>partially connected</c> or <c>disconnected</c>.</param>
/// <param name="Reasons">What needs an operator, in words that strangers may read.</param>
internal sealed record HealthReport(bool IsReady, string Status, string Database, string Blockchain, IReadOnlyList<string> Reasons);
