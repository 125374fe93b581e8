using Microsoft.AspNetCore.Http;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Storage.Queries;
using Payments.Storage.Risk;

namespace Payments.Http.Risk;

/// <summary>Tries a rule on a merchant's past orders: reads them, some at a time, and changes nothing.</summary>
internal sealed class RiskTrials(ReviewQueue orders, RiskItems items, TimeProvider time)
{
    /// <summary>Orders that are looked at in one trial, the oldest of its days first.</summary>
    public const int MostOrders = 100_000;

    /// <summary>Days that are looked at unless others are asked for.</summary>
    public const int UsualDays = 7;

    private const int MostDays = 90;
    private const int Examples = 100;
    private const int Chunk = 500;

    /// <summary>How many orders of the last days a rule would have taken, and the first of them; with <c>format=csv</c> all.</summary>
    /// <exception cref="InputException">A value is none of its kind.</exception>
    public async Task<IResult> AnswerAsync(ApiCall call, RiskScope scope, RiskBook book, RiskRule rule)
    {
        if (WhyNot(rule) is { } refusal) throw refusal;
        var merchant = scope.MerchantOf(call) ?? MerchantNamed(call);
        var days = ApiRules.Limit(call.Query("days"), UsualDays, MostDays, "days");
        var cancelled = call.Http.RequestAborted;
        if (ApiRules.IsCsv(call))
        {
            var taken = TakenAsync(await TrialAsync(book, rule), merchant, Since(days), cancelled);
            return new CsvExport<RiskTakenView, RiskTakenView>("trial", RiskCsv.Taken, taken, row => row);
        }
        return call.Answer(await RunAsync(book, rule, merchant, days, cancelled), ApiJson.Relaxed.EnvelopeRiskTrialView);
    }

    /// <summary>Why a rule cannot be tried; null where it can.</summary>
    public static InputException? WhyNot(RiskRule rule) => RiskRules.IsOfPayouts(rule.Subject)
        ? new InputException("rule_id", "is about payouts, and rules are tried on orders", StatusCodes.Status409Conflict)
        : null;

    /// <summary>How many orders of the last days a rule would have taken, and the first of them.</summary>
    public async Task<RiskTrialView> RunAsync(
        RiskBook book, RiskRule rule, MerchantId merchant, int days, CancellationToken cancellationToken)
    {
        var trial = await TrialAsync(book, rule);
        var examples = new List<RiskTakenView>();
        await foreach (var taken in TakenAsync(trial, merchant, Since(days), cancellationToken))
            if (examples.Count < Examples) examples.Add(taken);
        var seen = trial.Judged + trial.Unknown;
        return new RiskTrialView(seen, trial.Unknown, trial.Taken, seen < MostOrders, examples);
    }

    private async Task<RiskTrial> TrialAsync(RiskBook book, RiskRule rule) =>
        new(rule, book.FindList(rule.List) is { } list ? await items.ReadAsync(list) : null);

    private DateTimeOffset Since(int days) => time.GetUtcNow() - TimeSpan.FromDays(days);

    private async IAsyncEnumerable<RiskTakenView> TakenAsync(
        RiskTrial trial, MerchantId merchant, DateTimeOffset since,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PageKey? place = null;
        for (var seen = 0; seen < MostOrders; seen += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, next) = await orders.PastAsync(merchant, since, place, Chunk);
            foreach (var order in page)
                if (trial.Judge(order) is { } measured) yield return View(order, measured);
            if (next is null) yield break;
            place = next;
        }
    }

    private static RiskTakenView View(Order order, string measured) => new(
        order.Id.ToUuid(), order.Number, ApiTime.Format(order.CreatedAt), ApiStatus.Of(order), PlainDecimal.Format(order.Money),
        order.Currency, measured);

    private static MerchantId MerchantNamed(ApiCall call) => MerchantId.TryParse(call.Query("merchant"), out var id)
        ? id
        : throw new InputException("merchant", "is required: the merchant_id on whose orders the rule is tried");
}
