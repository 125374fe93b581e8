using Payments.Domain.Payouts;
using Payments.Providers.Common;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Payouts;

/// <summary>A provider that does nothing but pay out, under the name of the one that does.</summary>
public sealed class PayoutToy : IdleProvider, IPaysOut
{
    private readonly List<PayoutOrder> made = [];

    /// <summary>What is said of payouts that were made.</summary>
    public PayoutStatus Status { get; set; } = PayoutStatus.Processing;

    /// <summary>Makes answers to payouts get lost on their way, after the payout was made.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Makes payouts get lost before they are made.</summary>
    public bool LosesRequest { get; set; }

    /// <summary>Makes it know nothing of what was made, as another account would.</summary>
    public bool Forgets { get; set; }

    /// <summary>Makes questions about payouts get lost.</summary>
    public bool Hangs { get; set; }

    /// <summary>Makes it refuse every payout that it does not have.</summary>
    public bool Refuses { get; set; }

    /// <summary>Payouts that were made, oldest first.</summary>
    public IReadOnlyList<PayoutOrder> Made => made;

    public override string Name => "cryptomus";

    public override IReadOnlyList<ProviderSetting> Settings { get; } =
        [new("key", null, IsRequired: true, IsSecret: true), new("limits", null, IsRequired: false, IsSecret: false)];

    public PayoutLimits LimitsOf(ProviderAccount account) =>
        PayoutLimits.TryParse(account.Find("limits"), out var limits) ? limits : PayoutLimits.None;

    public string AccountOf(ProviderAccount account) => account.Get("key");

    public Task<PayoutAnswer> PayOutAsync(ProviderAccount account, PayoutOrder payout, CancellationToken cancellationToken)
    {
        if (LosesRequest) return Task.FromResult(new PayoutAnswer(ProviderOutcome.Unknown, null, "lost"));
        if (Refuses) return Task.FromResult(new PayoutAnswer(ProviderOutcome.Refused, null, "no funds"));
        if (made.Any(known => known.Reference == payout.Reference))
            return Task.FromResult(new PayoutAnswer(ProviderOutcome.Refused, null, "this number is taken"));
        made.Add(payout);
        return Task.FromResult(LosesAnswer ? new PayoutAnswer(ProviderOutcome.Unknown, null, "lost") : Tell(payout.Reference));
    }

    public Task<PayoutAnswer> QueryPayoutAsync(ProviderAccount account, string reference, CancellationToken cancellationToken) =>
        Task.FromResult(Hangs ? new PayoutAnswer(ProviderOutcome.Unknown, null, "no answer") : Find(reference));

    /// <summary>What the provider says of a payout now.</summary>
    public PayoutNews NewsOf(string reference) => new()
    {
        Reference = reference,
        Status = Status,
        ProviderId = $"id of {reference}",
        Amount = made.Single(payout => payout.Reference == reference).Wish.Amount,
        Coin = "USDT",
        Word = Status.ToString(),
    };

    private PayoutAnswer Find(string reference) => !Forgets && made.Any(known => known.Reference == reference)
        ? Tell(reference)
        : new PayoutAnswer(ProviderOutcome.NotFound, null, "not found");

    private PayoutAnswer Tell(string reference) => new(ProviderOutcome.Done, NewsOf(reference), null);
}
