using System.Globalization;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Providers.Common;

namespace Payments.Providers.Simulated;

/// <summary>
/// Payments that nobody makes: each is seen and then paid by the mere passing of time. There only where the operator switched it on by
/// name (<see cref="Switch"/>), never because another provider is down, and refused in production.
/// </summary>
/// <remarks>It keeps nothing: the provider's id says when the payment was begun, so every process sees the same.</remarks>
public sealed class SimulatedProvider(TimeProvider time) : IPaymentProvider
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "simulated";

    /// <summary>The name of its one way to pay, which marks every order paid by it.</summary>
    public const string MethodName = "simulated";

    /// <summary>The path of the setting that switches it on.</summary>
    public const string Switch = "Providers:Simulated:Enabled";

    /// <summary>The title of its payments.</summary>
    public const string Title = "Simulated payment, no money";

    /// <summary>How long after its beginning a payment is seen.</summary>
    public static readonly TimeSpan SeenAfter = TimeSpan.FromSeconds(10);

    /// <summary>How long after its beginning a payment is paid.</summary>
    public static readonly TimeSpan PaidAfter = TimeSpan.FromSeconds(25);

    private const string IdPrefix = "simulated-";

    /// <summary>The settings of its account.</summary>
    public static IReadOnlyList<ProviderSetting> AccountSettings { get; } = [new("enabled", null, IsRequired: true, IsSecret: false)];

    /// <inheritdoc />
    public string Name => ProviderName;

    /// <inheritdoc />
    public ProviderAbilities Abilities => ProviderAbilities.Query | ProviderAbilities.Close;

    /// <inheritdoc />
    /// <remarks>No payer is offered it: a request must name it, as the recharge face does.</remarks>
    public IReadOnlyList<ProviderMethod> Methods { get; } = [new ProviderMethod(MethodName, null, [], Title, IsShown: false)];

    /// <inheritdoc />
    public IReadOnlyList<ProviderSetting> Settings => AccountSettings;

    /// <inheritdoc />
    public IReadOnlyList<SettingFault> Check(ProviderAccount account) =>
        bool.TryParse(account.Find("enabled"), out _) ? [] : [new SettingFault("enabled", "true or false was expected")];

    /// <inheritdoc />
    public Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        var coin = charge.PayerCurrency ?? SimulatedCoins.All[0].Coin;
        if (SimulatedCoins.Convert(charge.Amount, charge.Currency, coin) is not { } amount)
            return Task.FromResult(ChargeAnswer.Refused($"there is no simulated rate from {charge.Currency} to {coin}"));
        var id = IdPrefix + charge.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var address = $"SIMULATED-{charge.Reference}";
        return Task.FromResult(ChargeAnswer.Done(new ChargeNews
        {
            Reference = charge.Reference,
            State = ChargeState.Open,
            ProviderId = id,
            Amount = charge.Amount,
            Currency = charge.Currency,
            Word = ProviderName,
            Front = new ChargeFront
            {
                QrText = address,
                Address = address,
                Network = charge.Network ?? SimulatedCoins.NetworkOf(coin),
                PayerAmount = PlainDecimal.Format(amount),
                PayerCurrency = coin,
            },
        }));
    }

    /// <inheritdoc />
    public Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        Task.FromResult(BegunAt(charge) is { } begun
            ? ChargeAnswer.Done(NewsOf(charge, StateAt(time.GetUtcNow() - begun)))
            : ChargeAnswer.NotFound("it was never begun"));

    /// <inheritdoc />
    public Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        Task.FromResult(ChargeAnswer.Done(NewsOf(charge, ChargeState.Ended)));

    /// <summary>Not offered: there is no money.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Simulated payments return no money.");

    /// <summary>Not offered, likewise.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Simulated payments return no money.");

    /// <inheritdoc />
    /// <remarks>Nobody sends any, so whatever comes is none.</remarks>
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        var refusal = new NoticeReply(404, null, "");
        return new NoticeReading { Verdict = NoticeVerdict.Malformed, Reason = "there are none", Reply = refusal, Refusal = refusal };
    }

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public IAsyncEnumerable<StatementLine> StatementAsync(ProviderAccount account, DateOnly day, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Simulated payments have no statement.");

    private static ChargeState StateAt(TimeSpan age)
    {
        if (age >= PaidAfter) return ChargeState.Paid;
        return age >= SeenAfter ? ChargeState.Seen : ChargeState.Open;
    }

    private static ChargeNews NewsOf(ChargeQuery charge, ChargeState state) => new()
    {
        Reference = charge.Reference,
        State = state,
        ProviderId = charge.ProviderId,
        Amount = charge.Amount,
        Currency = charge.Currency,
        Paid = state == ChargeState.Paid ? charge.Amount : null,
        Word = ProviderName,
    };

    private static DateTimeOffset? BegunAt(ChargeQuery charge) => charge.ProviderId is { } id &&
        id.StartsWith(IdPrefix, StringComparison.Ordinal) &&
        long.TryParse(id.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
            ? DateTimeOffset.FromUnixTimeMilliseconds(begun)
            : null;
}
