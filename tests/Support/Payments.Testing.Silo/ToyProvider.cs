using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Payments.Domain.Charges;
using Payments.Domain.Reconciliation;
using Payments.Domain.Refunds;
using Payments.Providers.Common;

namespace Payments.Testing.Silo;

/// <summary>
/// A provider of the tests' own, registered from here alone. A test says what it answers next; else it does what it is asked.
/// </summary>
public sealed partial class ToyProvider : IPaymentProvider
{
    private static readonly NoticeReply Ok = new(200, "text/plain", "taken"), Again = new(500, "text/plain", "again");
    private readonly ConcurrentDictionary<string, ChargeNews> charges = new();
    private readonly ConcurrentDictionary<string, (RefundState State, decimal Amount)> refunds = new();

    public string Name => "toy";

    public ProviderAbilities Abilities { get; set; } = ProviderAbilities.Query | ProviderAbilities.Close;

    public IReadOnlyList<ProviderMethod> Methods { get; } =
        [new("toy_page", new HashSet<string> { "CNY" }, ["toypay"], "Toy & Co"), new("toy_app", new HashSet<string> { "CNY" }, [], "Toy app")];

    public IReadOnlyList<ProviderSetting> Settings { get; } = [new("key", null, IsRequired: true, IsSecret: true), new("shop", null, false, false)];

    /// <summary>Answers to the next calls, in their order; none where a call has none.</summary>
    public ConcurrentQueue<Func<ChargeAnswer>> Next { get; } = new();

    /// <summary>What was called, as <c>call reference</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The account of the last call.</summary>
    public ProviderAccount? Account { get; private set; }

    /// <summary>The order of the last creation.</summary>
    public ChargeOrder? Created { get; private set; }

    /// <summary>The hints of the last query.</summary>
    public IReadOnlyDictionary<string, string>? Hints { get; private set; }

    /// <summary>Answers to the next calls about refunds, in their order; none where a call has none.</summary>
    public ConcurrentQueue<Func<RefundAnswer>> NextRefund { get; } = new();

    /// <summary>Money that went back, or is to, by our number of the refund.</summary>
    public IReadOnlyDictionary<string, (RefundState State, decimal Amount)> Refunds => refunds;

    /// <summary>The last refund that was asked for.</summary>
    public RefundOrder? Refunded { get; private set; }

    /// <summary>What the provider says of a refund from now on.</summary>
    public void BecomeRefund(string number, RefundState state) =>
        refunds.AddOrUpdate(number, (state, 0), (_, known) => (state, known.Amount));

    /// <summary>What the provider says of a charge from now on.</summary>
    public void Become(string reference, ChargeState state) => charges[reference] = charges[reference] with { State = state };

    public IReadOnlyList<SettingFault> Check(ProviderAccount account) =>
        account.Find("key") is null ? [new SettingFault("key", "is not set")] : [];

    public Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        Created = charge;
        return AnswerAsync("create", account, charge.Reference, () => charges.GetOrAdd(charge.Reference, _ => new ChargeNews
        {
            Reference = charge.Reference,
            State = ChargeState.Open,
            ProviderId = $"toy-{charge.Reference}",
            Amount = charge.Amount,
            Currency = charge.Currency,
            Front = new ChargeFront { Url = $"https://toy.test/{charge.Reference}", QrText = $"toy:{charge.Reference}" },
        }));
    }

    public Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken)
    {
        Hints = charge.Hints;
        return AnswerAsync("query", account, charge.Reference, () => charges.GetValueOrDefault(charge.Reference));
    }

    public Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        AnswerAsync("close", account, charge.Reference, () =>
        {
            if (charges[charge.Reference].State == ChargeState.Open) Become(charge.Reference, ChargeState.Ended);
            return charges[charge.Reference];
        });

    /// <summary>The same number again returns nothing more; another amount under it is refused.</summary>
    public Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        AnswerRefundAsync("refund", refund, () => refunds.GetOrAdd(refund.Number, _ => (RefundState.Done, refund.Amount)));

    public Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        AnswerRefundAsync("query-refund", refund, () => refunds.TryGetValue(refund.Number, out var known) ? known : null);

    /// <summary>
    /// A body <c>key reference state amount</c> is a notice, genuine with the account's key, and of a refund where <c>refund</c>
    /// follows; a query <c>?trans_id=…</c> is what a payer brings back.
    /// </summary>
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        if (notice.Query.StartsWith("?trans_id=", StringComparison.Ordinal))
            return Reading(NoticeVerdict.Hint) with { Hints = new Dictionary<string, string> { ["trans_id"] = notice.Query["?trans_id=".Length..] } };
        var words = Encoding.UTF8.GetString(notice.Body.Span).Split(' ');
        if (words.Length is not (4 or 5)) return Reading(NoticeVerdict.Malformed);
        if (words[0] != account.Get("key")) return Reading(NoticeVerdict.Forged);
        if (words is [_, var number, var status, var returned, "refund"])
        {
            return Reading(NoticeVerdict.Genuine) with
            {
                Refund = new RefundNews
                {
                    Reference = number,
                    Status = Enum.Parse<RefundStatus>(status),
                    Amount = decimal.Parse(returned, System.Globalization.CultureInfo.InvariantCulture),
                },
            };
        }
        return Reading(NoticeVerdict.Genuine) with
        {
            News = new ChargeNews
            {
                Reference = words[1],
                State = Enum.Parse<ChargeState>(words[2]),
                Amount = decimal.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture),
                Currency = "CNY",
                Transaction = "toy-tx",
            },
        };
    }

    private static NoticeReading Reading(NoticeVerdict verdict) => new() { Verdict = verdict, Reply = Ok, Refusal = Again };

    /// <summary>Its statements, by day; a day that a test did not set has no line.</summary>
    public ConcurrentDictionary<DateOnly, Func<IEnumerable<StatementLine>>> Bills { get; } = new();

    /// <summary>When they can be had; null where a test wants none.</summary>
    public StatementCalendar? Calendar { get; set; }

    public async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Account = account;
        Calls.Enqueue($"statement {day:yyyy-MM-dd}");
        await Task.Yield();
        if (!Bills.TryGetValue(day, out var bill)) yield break;
        foreach (var line in bill())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }
    }

    private Task<ChargeAnswer> AnswerAsync(string call, ProviderAccount account, string reference, Func<ChargeNews?> usual)
    {
        Account = account;
        Calls.Enqueue($"{call} {reference}");
        // What the provider did stands, whatever became of its answer.
        var news = usual();
        if (Next.TryDequeue(out var answer)) return Task.FromResult(answer());
        return Task.FromResult(news is null ? ChargeAnswer.NotFound("no such charge") : ChargeAnswer.Done(news));
    }

    private Task<RefundAnswer> AnswerRefundAsync(string call, RefundOrder refund, Func<(RefundState State, decimal Amount)?> usual)
    {
        Refunded = refund;
        Calls.Enqueue($"{call} {refund.Number}");
        // What the provider did stands, whatever became of its answer; what it refuses it does not do.
        if (NextRefund.TryDequeue(out var answer) && answer() is var said)
        {
            if (said.Outcome is ProviderOutcome.Done or ProviderOutcome.Unknown) usual();
            return Task.FromResult(said);
        }
        return Task.FromResult(usual() switch
        {
            null => new RefundAnswer(ProviderOutcome.NotFound, null, null, "no such refund"),
            { Amount: var amount } when amount != refund.Amount => new RefundAnswer(ProviderOutcome.Refused, null, null, "another amount"),
            { State: var state } => new RefundAnswer(ProviderOutcome.Done, state, $"toy-{refund.Number}", null),
        });
    }
}
