using Payments.Domain.Callbacks;
using Payments.Domain.Charges;
using Payments.Domain.Reconciliation;
using Payments.Providers.Alipay.Answers;
using Payments.Providers.Alipay.Requests;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>
/// Alipay's open platform as a provider of charges: pages for computers and phones, codes to scan, and calls of shops' apps.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="download">Fetches bills.</param>
/// <param name="time">The clock of requests and certificates.</param>
public sealed partial class AlipayProvider(ProviderHttp http, ProviderDownload download, TimeProvider time)
    : IPaymentProvider, IPublishesKeys, ISharesProfit, IHoldsCertificates
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "alipay";

    /// <summary>The way to pay by a page on a computer.</summary>
    public const string PageMethod = "alipay_page";

    /// <summary>The way to pay by a page on a phone, which opens the app.</summary>
    public const string WapMethod = "alipay_wap";

    /// <summary>The way to pay by scanning a code.</summary>
    public const string QrMethod = "alipay_qr";

    /// <summary>The way to pay from the shop's own app.</summary>
    public const string AppMethod = "alipay_app";

    /// <summary>The front end's parameter for an app: the signed order string, handed to Alipay's SDK as it is.</summary>
    public const string OrderString = "orderString";

    private static readonly HashSet<string> Yuan = [AlipayMoney.Currency];
    private static readonly string[] EpayTypes = ["alipay"];

    /// <summary>A code that was drawn is good for two hours.</summary>
    private static readonly TimeSpan CodeLife = TimeSpan.FromHours(2);

    private readonly AccountCache<AlipayAccount> accounts = new(AlipayAccountKeys.Settings, AlipayAccount.Of);

    /// <inheritdoc />
    public string Name => ProviderName;

    /// <inheritdoc />
    public ProviderAbilities Abilities =>
        ProviderAbilities.Query | ProviderAbilities.Close | ProviderAbilities.Refund | ProviderAbilities.PartialRefund |
        ProviderAbilities.QueryRefund | ProviderAbilities.Notices | ProviderAbilities.Statements;

    /// <inheritdoc />
    /// <remarks>Bills are made from nine o'clock of the next day on, Beijing's time; after ten, one that is not there is empty.</remarks>
    public StatementCalendar Calendar { get; } = new(AlipayTime.Beijing, new TimeSpan(10, 15, 0), StatementBasis.Paid);

    /// <inheritdoc />
    public IReadOnlyList<ProviderMethod> Methods { get; } =
    [
        new ProviderMethod(PageMethod, Yuan, EpayTypes, "支付宝 · 电脑网页") { Scene = PayerScene.Screen },
        new ProviderMethod(WapMethod, Yuan, EpayTypes, "支付宝") { Scene = PayerScene.PhoneBrowser },
        new ProviderMethod(QrMethod, Yuan, EpayTypes, "支付宝 · 扫码") { Scene = PayerScene.Screen },
        new ProviderMethod(AppMethod, Yuan, [], "支付宝 · App") { Scene = PayerScene.ShopApp },
    ];

    /// <inheritdoc />
    public IReadOnlyList<ProviderSetting> Settings => AlipayAccountKeys.Settings;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<CertificateEnd>> EndsAsync(ProviderAccount account, CancellationToken cancellationToken) =>
        ValueTask.FromResult(accounts.Of(account).Ends);

    /// <inheritdoc />
    public IReadOnlyList<SettingFault> Check(ProviderAccount account) => AlipayAccountKeys.Check(account);

    /// <inheritdoc />
    /// <remarks>
    /// Only a code is asked for: pages and apps take signed parameters to Alipay themselves, and there is no trade before they did. All end
    /// at the charge's end, to the second.
    /// </remarks>
    public async Task<ChargeAnswer> CreateAsync(ProviderAccount account, ChargeOrder charge, CancellationToken cancellationToken)
    {
        if (charge.Currency != AlipayMoney.Currency)
            return ChargeAnswer.Refused($"Alipay takes {AlipayMoney.Currency}, not {charge.Currency}");
        AlipayProduct? product = charge.Method switch
        {
            PageMethod => AlipayProduct.Page,
            WapMethod => AlipayProduct.Wap,
            QrMethod => AlipayProduct.Precreate,
            AppMethod => AlipayProduct.App,
            _ => null,
        };
        if (product is not { } chosen) return ChargeAnswer.Refused($"{charge.Method} is no way to pay at Alipay");
        var ours = accounts.Of(account);
        var hasPage = chosen is AlipayProduct.Page or AlipayProduct.Wap;
        var order = new AlipayOrder
        {
            Product = chosen,
            OutTradeNo = charge.Reference,
            TotalAmount = charge.Amount,
            Subject = AlipayText.Cut(charge.Subject, AlipayOrder.LongestSubject) is { Length: > 0 } subject ? subject : charge.Reference,
            ExpiresAt = charge.ExpiresAt,
            NotifyUrl = ours.NotifyUrl ?? charge.NotifyUrl,
            ReturnUrl = hasPage ? ours.ReturnUrl ?? charge.ReturnUrl : null,
            QuitUrl = chosen == AlipayProduct.Wap ? charge.ReturnUrl : null,
            IsShared = charge.IsShared,
        };
        var client = new AlipayClient(http, ours, time);
        return chosen == AlipayProduct.Precreate
            ? (await client.PrecreateAsync(order, cancellationToken)).ToCharge(code => Begun(charge, new ChargeFront
            {
                QrText = code.QrCode,
                Until = charge.Now + CodeLife < charge.ExpiresAt ? charge.Now + CodeLife : null,
            }))
            : client.Prepare(order).ToCharge(parameters => Begun(charge, FrontOf(chosen, ours, parameters)));
    }

    /// <inheritdoc />
    /// <remarks>A trade that Alipay does not know is one that nobody opened yet: not found, and asked for again.</remarks>
    public async Task<ChargeAnswer> QueryAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken) =>
        (await ClientOf(account).GetTradeAsync(new AlipayTradeKey { OutTradeNo = charge.Reference }, cancellationToken))
            .ToCharge(trade => ChargeAnswer.Done(NewsOf(trade)));

    /// <inheritdoc />
    /// <remarks>
    /// Never <c>cancel</c>, which returns the money of a paid trade. A refusal has the trade asked for: it may be paid. One that nobody
    /// opened cannot be closed, and its link and code end by themselves.
    /// </remarks>
    public async Task<ChargeAnswer> CloseAsync(ProviderAccount account, ChargeQuery charge, CancellationToken cancellationToken)
    {
        var answer = await ClientOf(account).CloseAsync(new AlipayTradeKey { OutTradeNo = charge.Reference }, cancellationToken);
        if (answer is ProviderAnswer<AlipayClosed>.Refused { Refusal.Kind: not RefusalKind.NotFound })
            return await QueryAsync(account, charge, cancellationToken);
        return answer.ToCharge(closed => ChargeAnswer.Done(new ChargeNews
        {
            Reference = charge.Reference,
            State = ChargeState.Ended,
            ProviderId = closed.TradeNo,
            Word = "closed",
        }));
    }

    private static ChargeAnswer Begun(ChargeOrder charge, ChargeFront front) => ChargeAnswer.Done(new ChargeNews
    {
        Reference = charge.Reference,
        State = ChargeState.Open,
        Amount = charge.Amount,
        Currency = charge.Currency,
        Front = front,
    });

    /// <summary>The URL of a page has all parameters in it; where it is too long for a browser the same may be posted.</summary>
    private static ChargeFront FrontOf(AlipayProduct product, AlipayAccount account, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var encoded = CallbackUrl.Encode(parameters);
        return product == AlipayProduct.App
            ? new ChargeFront { Parameters = new Dictionary<string, string> { [OrderString] = encoded } }
            : new ChargeFront { Url = $"{account.GatewayUrl}?{encoded}", MayPost = true };
    }

    private AlipayClient ClientOf(ProviderAccount account) => new(http, accounts.Of(account), time);

    private static ChargeNews NewsOf(AlipayTrade trade) => new()
    {
        Reference = trade.OutTradeNo,
        State = StateOf(trade.Status),
        ProviderId = trade.TradeNo,
        Amount = trade.TotalAmount,
        Currency = AlipayMoney.Currency,
        Paid = trade.IsPaid ? trade.TotalAmount : null,
        Transaction = trade.TradeNo,
        PaidAt = trade.IsPaid ? trade.PaidAt : null,
        Word = trade.StatusWord,
    };

    /// <summary>A status that is not known here changes nothing.</summary>
    private static ChargeState StateOf(AlipayTradeStatus status) => status switch
    {
        AlipayTradeStatus.Unknown or AlipayTradeStatus.WaitBuyerPay => ChargeState.Open,
        AlipayTradeStatus.Closed => ChargeState.Ended,
        AlipayTradeStatus.Success or AlipayTradeStatus.Finished => ChargeState.Paid,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
