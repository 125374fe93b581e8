using System.Runtime.CompilerServices;
using Payments.Domain.Callbacks;
using Payments.Domain.Charges;
using Payments.Domain.Reconciliation;
using Payments.Domain.Secrets;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Bills;
using Payments.Providers.WeChat.Keys;
using Payments.Providers.WeChat.Requests;

namespace Payments.Providers.WeChat;

/// <summary>WeChat Pay (API v3, direct merchants) as a provider of charges.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="download">Fetches bills.</param>
/// <param name="random">Makes nonces.</param>
/// <param name="time">The clock of signatures and certificates.</param>
public sealed partial class WeChatProvider(ProviderHttp http, ProviderDownload download, IRandomBytes random, TimeProvider time)
    : IPaymentProvider, IPublishesKeys, IIdentifiesPayers, ISharesProfit, IListsFunds, IHoldsCertificates
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "wechat";

    private const string Currency = "CNY";
    private const int LongestSubject = 127;
    private const int LongestReason = 80;

    /// <summary>How far ahead an order's end must be.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(70);

    private static readonly TimeSpan CodeLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan H5Life = TimeSpan.FromMinutes(5);
    private static readonly IReadOnlySet<string> Currencies = new HashSet<string> { Currency };
    private static readonly string[] EpayTypes = ["wxpay"];

    private readonly WeChatConnection connection = new(http, new WeChatCertificates(time), time, random);
    private readonly AccountCache<WeChatAccount> accounts = new(WeChatAccount.Settings, WeChatAccount.Of);

    /// <inheritdoc />
    public string Name => ProviderName;

    /// <inheritdoc />
    public ProviderAbilities Abilities =>
        ProviderAbilities.Query | ProviderAbilities.Close | ProviderAbilities.Refund | ProviderAbilities.PartialRefund |
        ProviderAbilities.QueryRefund | ProviderAbilities.Notices | ProviderAbilities.Statements;

    /// <inheritdoc />
    /// <remarks>Bills are made by ten o'clock of the next day, China's time; WeChat Pay's documents name no minute.</remarks>
    public StatementCalendar Calendar { get; } = new(TimeSpan.FromHours(8), new TimeSpan(10, 15, 0), StatementBasis.Paid);

    /// <inheritdoc />
    public IReadOnlyList<ProviderMethod> Methods { get; } =
    [
        new("wechat_native", Currencies, EpayTypes, "WeChat Pay 微信支付") { Scene = PayerScene.Screen },
        new("wechat_jsapi", Currencies, EpayTypes, "WeChat Pay 微信支付") { Scene = PayerScene.ProviderApp },
        new("wechat_h5", Currencies, EpayTypes, "WeChat Pay 微信支付") { Scene = PayerScene.PhoneBrowser },
        new("wechat_app", Currencies, [], "WeChat Pay 微信支付") { Scene = PayerScene.ShopApp },
    ];

    /// <inheritdoc />
    public IReadOnlyList<ProviderSetting> Settings => WeChatAccount.Settings;

    /// <inheritdoc />
    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => WeChatAccount.Check(account);

    /// <summary>The calls of an account, those beyond charges included.</summary>
    public WeChatClient ClientOf(ProviderAccount account) => ClientOf(accounts.Of(account));

    /// <inheritdoc />
    public async Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        var ours = accounts.Of(account);
        if (KindOf(charge.Method) is not { } kind) return ChargeAnswer.Refused($"{charge.Method} is no way to pay of WeChat Pay's");
        if (charge.Currency != Currency) return ChargeAnswer.Refused($"WeChat Pay takes {Currency}, not {charge.Currency}");
        if (Fen.Of(charge.Amount) is not { } total)
            return ChargeAnswer.Refused("amount: whole fen above 0 were expected, which are two decimals of a yuan");
        var earliest = charge.Now + ShortestLife;
        var request = new WeChatOrderRequest
        {
            Kind = kind,
            Description = Shortened(charge.Subject, LongestSubject),
            OutTradeNo = charge.Reference,
            NotifyUrl = ours.NotifyUrl ?? charge.NotifyUrl,
            Total = total,
            ExpiresAt = charge.ExpiresAt > earliest ? charge.ExpiresAt : earliest,
            OpenId = charge.PayerId,
            PayerAddress = charge.PayerAddress,
            IsShared = charge.IsShared,
        };
        return await ClientOf(ours).CreateAsync(request, cancellationToken) switch
        {
            ProviderAnswer<WeChatPrepaid>.Ok ok => FrontOf(ours, kind, ok.Value, charge) is { } front
                ? ChargeAnswer.Done(OpenNews(charge, front))
                : ChargeAnswer.Unknown("the answer has nothing for the payer"),
            ProviderAnswer<WeChatPrepaid>.Refused { Refusal.Code: "ORDERPAID" } =>
                await QueryAsync(account, QueryOf(charge), cancellationToken),
            ProviderAnswer<WeChatPrepaid>.Refused refused => ChargeAnswer.Refused(refused.Refusal.Message),
            ProviderAnswer<WeChatPrepaid>.Unknown unknown => ChargeAnswer.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };
    }

    /// <inheritdoc />
    public async Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        (await ClientOf(account).GetAsync(charge.Reference, cancellationToken)).ToCharge(trade => AnswerOf(accounts.Of(account), trade));

    /// <inheritdoc />
    /// <remarks>An order that was paid meanwhile refuses to be closed; it is asked for then.</remarks>
    public async Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        await ClientOf(account).CloseAsync(charge.Reference, cancellationToken) switch
        {
            ProviderAnswer<WeChatDone>.Ok =>
                ChargeAnswer.Done(new ChargeNews { Reference = charge.Reference, State = ChargeState.Ended, Word = "CLOSED" }),
            ProviderAnswer<WeChatDone>.Refused { Refusal: { Kind: RefusalKind.NotFound } refusal } =>
                ChargeAnswer.NotFound(refusal.Message),
            ProviderAnswer<WeChatDone>.Refused => await QueryAsync(account, charge, cancellationToken),
            ProviderAnswer<WeChatDone>.Unknown unknown => ChargeAnswer.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };

    /// <inheritdoc />
    public async Task<RefundAnswer> RefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken)
    {
        if (Fen.Of(refund.Amount) is not { } amount || Fen.Of(refund.Charge.Amount) is not { } total)
            return new RefundAnswer(ProviderOutcome.Refused, null, null, "amount: whole fen above 0 were expected");
        var ours = accounts.Of(account);
        var request = new WeChatRefundRequest
        {
            OutTradeNo = refund.Charge.Reference,
            OutRefundNo = refund.Number,
            Reason = refund.Reason is { Length: > 0 } reason ? Shortened(reason, LongestReason) : null,
            NotifyUrl = ours.NotifyUrl ?? refund.NotifyUrl,
            Refund = amount,
            Total = total,
        };
        return (await ClientOf(ours).RefundAsync(request, cancellationToken)).ToRefund(AnswerOf);
    }

    /// <inheritdoc />
    public async Task<RefundAnswer> QueryRefundAsync(ProviderAccount account, RefundOrder refund, CancellationToken cancellationToken) =>
        (await ClientOf(account).GetRefundAsync(refund.Number, cancellationToken)).ToRefund(AnswerOf);

    /// <inheritdoc />
    public async IAsyncEnumerable<StatementLine> StatementAsync(
        ProviderAccount account, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ClientOf(account).TradeBillAsync(day, WeChatTradeBill.All, cancellationToken))
            yield return WeChatStatement.LineOf(row);
    }

    /// <inheritdoc />
    public async ValueTask PrepareAsync(ProviderAccount account, ProviderNotice notice, CancellationToken cancellationToken)
    {
        var ours = accounts.Of(account);
        if (WeChatVerifier.Header(notice.Headers, WeChatVerifier.SerialHeader) is not { } serial) return;
        if (connection.Known(ours).Find(serial, time.GetUtcNow()) is null) await connection.KeysAsync(ours, serial, cancellationToken);
    }

    private WeChatClient ClientOf(WeChatAccount account) => new(connection, http, download, account);

    private static WeChatKind? KindOf(string method) => method switch
    {
        "wechat_native" => WeChatKind.Native,
        "wechat_jsapi" => WeChatKind.Jsapi,
        "wechat_h5" => WeChatKind.H5,
        "wechat_app" => WeChatKind.App,
        _ => null,
    };

    private ChargeFront? FrontOf(WeChatAccount account, WeChatKind kind, WeChatPrepaid prepaid, ChargeOrder charge) => kind switch
    {
        WeChatKind.Native when prepaid.CodeUrl is { } code => new ChargeFront { QrText = code, Until = charge.Now + CodeLife },
        WeChatKind.H5 when prepaid.H5Url is { } page =>
            new ChargeFront { Url = WithReturn(page, charge.ReturnUrl), Until = charge.Now + H5Life },
        WeChatKind.Jsapi when prepaid.PrepayId is { } id => new ChargeFront
        {
            Parameters = WeChatFront.Jsapi(account, id, time.GetUtcNow(), connection.Nonce()),
            Until = charge.Now + CodeLife,
        },
        WeChatKind.App when prepaid.PrepayId is { } id => new ChargeFront
        {
            Parameters = WeChatFront.App(account, id, time.GetUtcNow(), connection.Nonce()),
            Until = charge.Now + CodeLife,
        },
        _ => null,
    };

    private static string WithReturn(string page, string? returnUrl) =>
        returnUrl is null ? page : CallbackUrl.WithQuery(page, CallbackUrl.Encode([new("redirect_url", returnUrl)]));

    private static ChargeQuery QueryOf(ChargeOrder charge) =>
        new(charge.Reference, null, charge.Amount, charge.Currency, new Dictionary<string, string>());

    private static string Shortened(string text, int longest)
    {
        if (text.Length <= longest) return text;
        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }
}
