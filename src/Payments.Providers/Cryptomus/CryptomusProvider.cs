using System.Runtime.CompilerServices;
using Payments.Domain.Callbacks;
using Payments.Domain.Charges;
using Payments.Domain.Reconciliation;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;

namespace Payments.Providers.Cryptomus;

/// <summary>Cryptomus as a provider of charges, and every service that speaks its protocol at another <c>base_url</c> (Heleket).</summary>
/// <param name="http">Sends the requests.</param>
public sealed partial class CryptomusProvider(ProviderHttp http) : IPaymentProvider
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "cryptomus";

    /// <summary>The name of its one way to pay.</summary>
    public const string MethodName = "cryptomus";

    /// <summary>The most pages of one day's list: 15,000 payments.</summary>
    private const int MostPages = 1000;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    /// <summary>Cryptomus' clock: its times say +03:00.</summary>
    private static readonly TimeSpan Clock = TimeSpan.FromHours(3);

    /// <inheritdoc />
    public string Name => ProviderName;

    /// <inheritdoc />
    public ProviderAbilities Abilities =>
        ProviderAbilities.Query | ProviderAbilities.Refund | ProviderAbilities.QueryRefund | ProviderAbilities.RefundToAddress |
        ProviderAbilities.Notices | ProviderAbilities.Statements;

    /// <inheritdoc />
    /// <remarks>
    /// The list is of invoices that were made on the day. They live up to twelve hours, so that the day is over half a day later.
    /// </remarks>
    public StatementCalendar Calendar { get; } = new(Clock, LongestLife + TimeSpan.FromHours(1), StatementBasis.Begun);

    /// <inheritdoc />
    public IReadOnlyList<ProviderMethod> Methods { get; } = [new ProviderMethod(MethodName, null, [], "Cryptomus")];

    /// <inheritdoc />
    public IReadOnlyList<ProviderSetting> Settings => CryptomusAccount.Settings;

    /// <inheritdoc />
    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => CryptomusAccount.Check(account);

    /// <inheritdoc />
    /// <remarks>An invoice lives from five minutes to twelve hours; a charge that ends earlier or later gets the nearest.</remarks>
    public async Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        var ours = CryptomusAccount.Of(account);
        var life = charge.ExpiresAt - charge.Now;
        var request = new CryptomusPaymentRequest
        {
            Amount = charge.Amount,
            Currency = charge.Currency,
            OrderId = charge.Reference,
            Network = charge.Network,
            ToCurrency = charge.PayerCurrency,
            UrlReturn = charge.ReturnUrl,
            UrlSuccess = charge.ReturnUrl,
            UrlCallback = CallbackUrlOf(ours, charge.NotifyUrl),
            LifetimeSeconds = (int)Math.Clamp(life.TotalSeconds, ShortestLife.TotalSeconds, LongestLife.TotalSeconds),
        };
        return Answer(await new CryptomusClient(http, ours).CreatePaymentAsync(request, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        Answer(await ClientOf(account).GetPaymentAsync(new CryptomusReference { OrderId = charge.Reference }, cancellationToken));

    /// <summary>Not offered: an invoice ends by its lifetime alone.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Cryptomus closes no invoices.");

    /// <inheritdoc />
    /// <remarks>The whole payment alone, to an address on a chain. The fee is the merchant's, so that the payer gets the whole.</remarks>
    public async Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken)
    {
        if (refund.Amount != refund.Charge.Amount) return Refused("Cryptomus returns whole payments only");
        if (refund.ToAddress is not { } address) return Refused("Cryptomus returns money to an address that must be named");
        var request = new CryptomusRefundRequest { OrderId = refund.Charge.Reference, Address = address, IsSubtract = true };
        switch (await ClientOf(account).RefundAsync(request, cancellationToken))
        {
            case ProviderAnswer<CryptomusDone>.Ok:
                return new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, refund.Charge.ProviderId, null);
            case ProviderAnswer<CryptomusDone>.Refused refused:
                // A second refund is refused: where the first one is under way, that is the answer.
                var present = await QueryRefundAsync(account, refund, cancellationToken);
                return present.Outcome == ProviderOutcome.Done
                    ? present
                    : new RefundAnswer(ProviderAnswers.OutcomeOf(refused.Refusal), null, null, refused.Refusal.Message);
            case ProviderAnswer<CryptomusDone>.Unknown unknown:
                return new RefundAnswer(ProviderOutcome.Unknown, null, null, unknown.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }

        static RefundAnswer Refused(string reason) => new(ProviderOutcome.Refused, null, null, reason);
    }

    /// <inheritdoc />
    public async Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        (await ClientOf(account).GetPaymentAsync(new CryptomusReference { OrderId = refund.Charge.Reference }, cancellationToken))
            .ToRefund(RefundOf);

    /// <inheritdoc />
    public async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = ClientOf(account);
        var request = new CryptomusListRequest { DateFrom = $"{day:yyyy-MM-dd} 00:00:00", DateTo = $"{day:yyyy-MM-dd} 23:59:59" };
        for (var pages = 0; ; pages++)
        {
            if (pages == MostPages) throw new ProviderUnavailableException($"the list has more than {MostPages} pages");
            var page = await client.ListPaymentsAsync(request, cancellationToken) switch
            {
                ProviderAnswer<CryptomusPage<CryptomusPayment>>.Ok ok => ok.Value,
                ProviderAnswer<CryptomusPage<CryptomusPayment>>.Refused refused =>
                    throw new ProviderUnavailableException(refused.Refusal.Message),
                ProviderAnswer<CryptomusPage<CryptomusPayment>>.Unknown unknown => throw new ProviderUnavailableException(unknown.Reason),
                var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
            };
            foreach (var line in page.Items.SelectMany(payment => LinesOf(payment, day))) yield return line;
            if (page.NextCursor is not { } next) yield break;
            request = request with { Cursor = next };
        }
    }

    private static string CallbackUrlOf(CryptomusAccount account, string notifyUrl)
    {
        var url = account.WebhookUrl ?? notifyUrl;
        return account.CallbackToken is { } token ? CallbackUrl.WithQuery(url, CallbackUrl.Encode([new(TokenParameter, token)])) : url;
    }

    private static IEnumerable<StatementLine> LinesOf(CryptomusPayment payment, DateOnly day)
    {
        var at = payment.CreatedAt ?? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Clock);
        var line = new StatementLine(payment.OrderId, payment.Uuid, IsRefund: false, payment.Amount, payment.Currency, payment.Commission,
            CryptomusStatuses.HasMoney(payment.Status) || payment.Status == CryptomusPaymentStatus.RefundPaid, at, payment.StatusWord);
        yield return line;
        if (payment.Status == CryptomusPaymentStatus.RefundPaid)
            yield return line with { IsRefund = true, Fee = null, At = payment.UpdatedAt ?? at, Payment = payment.OrderId };
    }

    private static RefundAnswer RefundOf(CryptomusPayment payment) => payment.Status switch
    {
        CryptomusPaymentStatus.RefundProcess => new RefundAnswer(ProviderOutcome.Done, RefundState.Processing, payment.Uuid, null),
        CryptomusPaymentStatus.RefundPaid => new RefundAnswer(ProviderOutcome.Done, RefundState.Done, payment.Uuid, null),
        CryptomusPaymentStatus.RefundFail => new RefundAnswer(ProviderOutcome.Done, RefundState.Failed, payment.Uuid, payment.StatusWord),
        _ => new RefundAnswer(ProviderOutcome.NotFound, null, null, $"nothing is returned of this payment: {payment.StatusWord}"),
    };

    private CryptomusClient ClientOf(ProviderAccount account) => new(http, CryptomusAccount.Of(account));
}
