using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Providers.Common;

namespace Payments.Providers.Medogram;

/// <summary>
/// Medogram's gateway as a provider of charges. It sends no notices, and answers about a payment only with the numbers that the payer's
/// return brings; there is no refund. Making the same charge again begins another payment for it, whose <c>id_get</c> is then
/// the bound one.
/// </summary>
/// <param name="http">Sends the requests.</param>
public sealed class MedogramProvider(ProviderHttp http) : IPaymentProvider
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "medogram";

    /// <summary>The hint with the bank's number.</summary>
    public const string TransIdHint = "trans_id";

    /// <summary>The hint with the gateway's number.</summary>
    public const string IdGetHint = "id_get";

    /// <summary>The hint with the payer's number, for records alone.</summary>
    public const string TrackingCodeHint = "tracking_code";

    private static readonly NoticeReply Taken = new(200, null, "");

    /// <inheritdoc />
    public string Name => ProviderName;

    /// <inheritdoc />
    public ProviderAbilities Abilities => ProviderAbilities.QueryWithHints;

    /// <inheritdoc />
    public IReadOnlyList<ProviderMethod> Methods { get; } =
        [new ProviderMethod("medogram", new HashSet<string> { MoneyBounds.Rial, MoneyBounds.Toman }, [], "درگاه پرداخت")];

    /// <inheritdoc />
    public IReadOnlyList<ProviderSetting> Settings => MedogramAccount.Settings;

    /// <inheritdoc />
    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => MedogramAccount.Check(account);

    /// <inheritdoc />
    public async Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        var ours = MedogramAccount.Of(account);
        if (RialsOf(charge.Amount, charge.Currency) is not { } rials)
            return ChargeAnswer.Refused($"{charge.Amount} {charge.Currency} is no whole number of rials");
        var request = new MedogramSendRequest
        {
            AmountRials = rials,
            FactorId = charge.Reference,
            Redirect = ours.RedirectUrl ?? charge.ReturnUrl ?? charge.NotifyUrl,
            Name = charge.Payer?.Name,
            Email = charge.Payer?.Email,
            Mobile = charge.Payer?.Phone,
            Description = charge.Subject is { Length: > 0 } subject ? subject : null,
        };
        return await new MedogramClient(http, ours).SendAsync(request, cancellationToken) switch
        {
            ProviderAnswer<MedogramPayment>.Ok { Value: var payment } => ChargeAnswer.Done(new ChargeNews
            {
                Reference = charge.Reference,
                State = ChargeState.Open,
                ProviderId = payment.IdGet,
                Amount = charge.Amount,
                Currency = charge.Currency,
                Front = new ChargeFront { Url = payment.PayPage },
            }),
            ProviderAnswer<MedogramPayment>.Refused { Refusal: var refusal } => ChargeAnswer.Refused(refusal.Message),
            ProviderAnswer<MedogramPayment>.Unknown unknown => ChargeAnswer.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };
    }

    /// <inheritdoc />
    /// <remarks>
    /// The verification. What was not paid stays open: a return that somebody made up must not end a charge. The charge's amount and
    /// number are compared here, the <c>id_get</c> with the one that the charge was begun under.
    /// </remarks>
    public async Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken)
    {
        if (charge.Hints.GetValueOrDefault(TransIdHint) is not { } transId || charge.Hints.GetValueOrDefault(IdGetHint) is not { } idGet)
            return ChargeAnswer.Unknown("the payer did not come back yet; the gateway cannot be asked before");
        if (charge.ProviderId is { } bound && bound != idGet)
            return ChargeAnswer.Refused("the return is of a payment that was not begun for this charge");
        if (RialsOf(charge.Amount, charge.Currency) is not { } rials)
            return ChargeAnswer.Refused($"{charge.Amount} {charge.Currency} is no whole number of rials");

        switch (await new MedogramClient(http, MedogramAccount.Of(account)).VerifyAsync(transId, idGet, cancellationToken))
        {
            case ProviderAnswer<MedogramText>.Ok { Value: var answer }:
                var verdict = MedogramVerdict.Of(answer,
                    new MedogramExpectation(rials, charge.Reference, IsBound: charge.ProviderId == idGet));
                return AnswerOf(verdict, charge, transId, idGet, ReceiptOf(account.Owner, transId));
            case ProviderAnswer<MedogramText>.Refused { Refusal: var refusal }:
                return ChargeAnswer.Refused(refusal.Message);
            case ProviderAnswer<MedogramText>.Unknown unknown:
                return ChargeAnswer.Unknown(unknown.Reason);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
    }

    /// <inheritdoc />
    /// <remarks>The verification of numbers that nobody was given.</remarks>
    public Task<ChargeAnswer> TryAsync(ProviderAccount account, CancellationToken cancellationToken)
    {
        var hints = new Dictionary<string, string> { [TransIdHint] = "0", [IdGetHint] = "0" };
        return QueryAsync(account, new ChargeQuery(IPaymentProvider.NeverMade, "0", 1, MoneyBounds.Rial, hints), cancellationToken);
    }

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The gateway closes no payments.");

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The gateway returns no payments.");

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The gateway returns no payments.");

    /// <inheritdoc />
    public NoticeReading Read(ProviderAccount account, ProviderNotice notice, DateTimeOffset now)
    {
        if (!MedogramReturn.TryRead(notice.Query, notice.Body.Span, out var read, out var missing))
            return Reading(NoticeVerdict.Malformed, $"{missing} is missing or malformed");
        return Reading(NoticeVerdict.Hint, null) with { Reference = read.FactorId, ProviderId = read.IdGet, Hints = HintsOf(read) };
    }

    /// <summary>What a query needs of a return.</summary>
    public static IReadOnlyDictionary<string, string> HintsOf(MedogramReturn back)
    {
        var hints = new Dictionary<string, string> { [TransIdHint] = back.TransId, [IdGetHint] = back.IdGet };
        if (back.TrackingCode is { } code) hints[TrackingCodeHint] = code;
        return hints;
    }

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public IAsyncEnumerable<StatementLine> StatementAsync(ProviderAccount account, DateOnly day, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The gateway has no lists.");

    private static NoticeReading Reading(NoticeVerdict verdict, string? reason) =>
        new()
        {
            Verdict = verdict,
            Reason = reason,
            Reply = Taken,
            Refusal = new NoticeReply(verdict == NoticeVerdict.Malformed ? 400 : 503, null, ""),
        };

    private static ChargeAnswer AnswerOf(
        MedogramVerdict verdict, ChargeQuery charge, string transId, string idGet, string receipt)
    {
        ChargeAnswer Says(ChargeState state) => ChargeAnswer.Done(new ChargeNews
        {
            Reference = charge.Reference,
            State = state,
            ProviderId = idGet,
            Amount = charge.Amount,
            Currency = charge.Currency,
            Paid = state == ChargeState.Paid ? charge.Amount : null,
            Transaction = transId,
            Receipt = state == ChargeState.Paid ? receipt : null,
            Word = verdict.Reason,
        });
        return verdict.Outcome switch
        {
            MedogramOutcome.Paid => Says(ChargeState.Paid),
            MedogramOutcome.NotPaid => Says(ChargeState.Open),
            MedogramOutcome.Mismatch => Says(ChargeState.Held),
            MedogramOutcome.Refused => ChargeAnswer.Refused(verdict.Reason),
            MedogramOutcome.Unknown => ChargeAnswer.Unknown(verdict.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict.Outcome, null),
        };
    }

    /// <summary>
    /// The bank's number with the account that it belongs to, in one spelling: a gateway may take <c>07A</c> for <c>7a</c>, and one number
    /// pays one charge.
    /// </summary>
    /// <param name="owner">The merchant whose own account it is; null for the installation's.</param>
    /// <param name="transId">The bank's number.</param>
    public static string ReceiptOf(MerchantId? owner, string transId) =>
        $"{ProviderName}:{owner?.Value}:{transId.TrimStart('0').ToLowerInvariant()}";

    /// <summary>Rials of an amount; null where it is in another currency or no whole number of them.</summary>
    private static long? RialsOf(decimal amount, string currency)
    {
        decimal? rials = currency switch
        {
            MoneyBounds.Rial => amount,
            MoneyBounds.Toman => amount * MoneyBounds.RialsInToman,
            _ => null,
        };
        return rials is { } whole && whole == decimal.Truncate(whole) && Math.Abs(whole) <= long.MaxValue ? (long)whole : null;
    }
}
