using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>
/// A stand-in of Cryptomus: its calls below <c>/v1</c>, pay pages, signed webhooks. Signatures are checked and made by Node.
/// </summary>
public sealed partial class CryptomusSandbox : SandboxServer
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "cryptomus";

    /// <summary>The account's payment key.</summary>
    public const string PaymentKey = "sandbox-payment-key-0123456789abcdef";

    /// <summary>The account's payout key.</summary>
    public const string PayoutKey = "sandbox-payout-key-fedcba9876543210";

    /// <summary>The account's id.</summary>
    public const string MerchantUuid = "8b03432e-385b-4670-8d06-064591096795";

    private const int PageSize = 15;

    private readonly NoticeSender sender;
    private readonly WebhookSender webhooks;
    private readonly InvoiceBook book;

    private CryptomusSandbox(TimeProvider time) : base(time)
    {
        sender = new NoticeSender(Faults);
        webhooks = new WebhookSender(Faults, sender);
        book = new InvoiceBook(time, invoice => webhooks.SendAsync(invoice.CallbackUrl, invoice.ToWebhook(), PaymentKey));
    }

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Account => new Dictionary<string, string>
    {
        ["url"] = Url.ToString(),
        ["CRYPTOMUS_BASE_URL"] = new Uri(Url, "v1").ToString(),
        ["CRYPTOMUS_API_KEY"] = PaymentKey,
        ["CRYPTOMUS_PAYOUT_KEY"] = PayoutKey,
        ["CRYPTOMUS_MERCHANT_UUID"] = MerchantUuid,
    };

    /// <summary>Starts one.</summary>
    /// <param name="time">The clock of invoices.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<CryptomusSandbox> StartAsync(TimeProvider time, int port = 0)
    {
        var sandbox = new CryptomusSandbox(time);
        await sandbox.ListenAsync(sandbox.Map, port);
        return sandbox;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        book.Dispose();
        sender.Dispose();
    }

    /// <inheritdoc />
    protected override bool IsApi(PathString path) => path.StartsWithSegments("/v1") || path.StartsWithSegments("/v2");

    private void Map(WebApplication app)
    {
        MapCommon(app);
        app.MapPost("/v1/{**path}", CallAsync);
        app.MapPost("/v2/{**path}", CallAsync);
        app.MapGet("/v1/exchange-rate/{currency}/list", (string currency) => SandboxRates.Knows(currency)
            ? Done(SandboxRates.RatesOf(currency))
            : Failed(422, "Currency not found"));
        MapPages(app);
        app.MapGet("/sandbox/webhooks", () => sender.Sent.ToArray());
        app.MapGet("/sandbox/wallets", Wallets);
        app.MapPost("/sandbox/release", sender.ReleaseAsync);
        app.MapPost("/sandbox/payments/{uuid}/status/{word}", (string uuid, string word) => book.SayAsync(uuid, word));
        app.MapPost("/sandbox/payouts/{uuid}/status/{word}", PayoutStatusAsync);
        app.MapPost("/sandbox/wallets/{uuid}/deposit/{amount}", DepositAsync);
    }

    /// <summary>Checks merchant and signature over the bytes that came, then does what the path says.</summary>
    private async Task<IResult> CallAsync(string path, HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var key = path.StartsWith("payout", StringComparison.Ordinal) || path == "test-webhook/payout" ? PayoutKey : PaymentKey;
        var sign = await CryptomusOracle.SignAsync(bytes.ToArray(), key);
        if (context.Request.Headers["merchant"] != MerchantUuid) return Failed(401, "Merchant not found");
        if (context.Request.Headers["sign"] != sign) return Failed(401, "Invalid Sign");
        try
        {
            // No body and PHP's empty list ask for as much as an empty object.
            var request = bytes.Length == 0 ? null : JsonNode.Parse(bytes.ToArray()) as JsonObject;
            return await AnswerAsync(path, request ?? [], context);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return Failed(422, "The given data was invalid");
        }
    }

    private async Task<IResult> AnswerAsync(string path, JsonObject request, HttpContext context) => path switch
    {
        "payment" => CreatePayment(request),
        "payment/info" => book.Find(request) is { } invoice ? Done(invoice.ToAnswer()) : Failed(404, "Not found"),
        "payment/list" => List(
            book.Between(MomentOf(request, "date_from"), MomentOf(request, "date_to")).Select(invoice => invoice.ToAnswer()), context),
        "payment/services" or "payout/services" => Done(SandboxRates.Services()),
        "payment/refund" => await RefundAsync(request),
        "payment/resend" => await ResendAsync(request),
        "payment/qr" => QrOf(book.Find((string?)request["merchant_payment_uuid"])?.Address),
        "balance" => Done(Balance()),
        "wallet" => CreateWallet(request),
        "wallet/qr" => QrOf(FindWallet((string?)request["wallet_address_uuid"], null)?.Address),
        "wallet/block-address" => Block(request),
        "wallet/blocked-address-refund" => RefundBlocked(request),
        "payout" => await CreatePayoutAsync(request),
        "payout/info" => FindPayout(request) is { } payout ? Done(payout.ToAnswer()) : Failed(404, "Not found"),
        "payout/list" => List(payouts.AsEnumerable().Reverse().Select(payout => payout.ToAnswer()), context),
        "test-webhook/payment" or "test-webhook/wallet" or "test-webhook/payout" =>
            await TestWebhookAsync(path["test-webhook/".Length..], request),
        _ => Failed(404, "Not found"),
    };

    private static IResult List(IEnumerable<JsonObject> items, HttpContext context)
    {
        var all = items.ToList();
        _ = int.TryParse(context.Request.Query["cursor"], NumberStyles.None, CultureInfo.InvariantCulture, out var from);
        var hasNext = from + PageSize < all.Count;
        return Done(new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip(from).Take(PageSize)]),
            ["paginate"] = new JsonObject
            {
                ["count"] = Math.Min(PageSize, Math.Max(0, all.Count - from)),
                ["hasPages"] = all.Count > PageSize,
                ["nextCursor"] = hasNext ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : null,
                ["previousCursor"] = from > 0 ? Math.Max(0, from - PageSize).ToString(CultureInfo.InvariantCulture) : null,
                ["perPage"] = PageSize,
            },
        });
    }

    private static IResult Done(JsonNode result) => Json(new JsonObject { ["state"] = 0, ["result"] = result }, 200);

    private static IResult Failed(int status, string message) => Json(new JsonObject { ["state"] = 1, ["message"] = message }, status);

    private static IResult Fields(params (string Field, string Fault)[] faults) => Json(new JsonObject
    {
        ["state"] = 1,
        ["errors"] = new JsonObject(faults.Select(fault => new KeyValuePair<string, JsonNode?>(fault.Field, new JsonArray(fault.Fault)))),
    }, 422);

    private static IResult Json(JsonObject body, int status) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    private static DateTimeOffset? MomentOf(JsonObject request, string name) => (string?)request[name] is { } text
        ? new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(3))
        : null;
}
