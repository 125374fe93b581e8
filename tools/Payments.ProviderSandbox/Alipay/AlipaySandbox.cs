using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.Alipay;

/// <summary>
/// A stand-in of Alipay's open platform: its gateway, pages and codes for payers, signed answers and notices, bills. Signatures are checked
/// and made by Node. Its clock tells Beijing's time.
/// </summary>
public sealed partial class AlipaySandbox : SandboxServer
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "alipay";

    /// <summary>The application's id.</summary>
    public const string AppId = AlipayOracle.AppId;

    /// <summary>The seller's id.</summary>
    public const string SellerId = "2088722277462557";

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>How far a request's clock may be off.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RSA own = RSA.Create(2048);
    private readonly RSA apps = RSA.Create(2048);
    private readonly RSA strangers = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, SandboxTrade> trades = new();
    private readonly ConcurrentDictionary<string, JsonObject> prepared = new();
    private readonly NoticeSender sender;

    private AlipaySandbox(TimeProvider time) : base(time) => sender = new NoticeSender(Faults);

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Account => new Dictionary<string, string>
    {
        ["url"] = Url.ToString(),
        ["ALIPAY_GATEWAY_URL"] = new Uri(Url, "gateway.do").ToString(),
        ["ALIPAY_APP_ID"] = AppId,
        ["ALIPAY_SELLER_ID"] = SellerId,
        ["ALIPAY_PRIVATE_KEY"] = Convert.ToBase64String(apps.ExportPkcs8PrivateKey()),
        ["ALIPAY_PUBLIC_KEY"] = Convert.ToBase64String(own.ExportSubjectPublicKeyInfo()),
    };

    /// <summary>The certificate that answers and notices name; null in public-key mode.</summary>
    public SandboxCertificate? Certificate { get; set; }

    /// <summary>Whether numbers of bound receivers are to fail when money is divided.</summary>
    public ConcurrentDictionary<string, bool> PoorReceivers { get; } = new();

    private string OwnKey => Certificate?.PrivateKey ?? own.ExportPkcs8PrivateKeyPem();

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Starts one.</summary>
    /// <param name="time">The clock of trades.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<AlipaySandbox> StartAsync(TimeProvider time, int port = 0)
    {
        var sandbox = new AlipaySandbox(time);
        // Node takes seconds to load the SDK: not while a gateway waits for its answer.
        await AlipayOracle.SignAsync("ready", sandbox.OwnKey);
        await sandbox.ListenAsync(sandbox.Map, port);
        return sandbox;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        sender.Dispose();
        own.Dispose();
        apps.Dispose();
        strangers.Dispose();
    }

    /// <inheritdoc />
    protected override bool IsApi(PathString path) => path == "/gateway.do";

    private void Map(WebApplication app)
    {
        MapCommon(app);
        app.MapPost("/gateway.do", (Delegate)CallAsync);
        app.MapGet("/gateway.do", (HttpRequest request) => OpenAsync(request.QueryString.Value!.TrimStart('?')));
        app.MapGet("/qr/{number}", (string number) => Scan(number));
        app.MapPost("/sandbox/orders", async (HttpRequest request) => await OpenAsync(await TextAsync(request)));
        app.MapPost("/sandbox/trades/{number}/{action:alpha}", ActAsync);
        app.MapGet("/bill/{day}", BillAsync);
        app.MapGet("/sandbox/webhooks", () => sender.Sent.ToArray());
        app.MapPost("/sandbox/release", sender.ReleaseAsync);
    }

    /// <summary>
    /// Checks the signature over the form that came, then does what the method says. Without the charset in the URL a form is read as GBK,
    /// and no signature fits.
    /// </summary>
    private async Task<IResult> CallAsync(HttpContext context)
    {
        // Parameters stand in the URL or in the form, and all are signed.
        var all = $"{context.Request.QueryString.Value!.TrimStart('?')}&{await TextAsync(context.Request)}";
        var (fault, parameters) = await CheckAsync(all, context.Request.Query["charset"] == "utf-8");
        var method = (string?)parameters["method"] ?? "";
        if (fault is not null) return await AnswerAsync("error_response", Failure("40002", "Invalid Arguments", fault), isSigned: false);
        if (method is "alipay.trade.page.pay" or "alipay.trade.wap.pay") return Page(Begin(parameters));
        JsonObject answer;
        try
        {
            answer = Do(method, (JsonObject)JsonNode.Parse((string)parameters["biz_content"]!)!, parameters);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            answer = Failure("40004", "Business Failed", "ACQ.INVALID_PARAMETER");
        }
        await NotifyPendingAsync();
        return await AnswerAsync(method.Replace('.', '_') + "_response", answer, isSigned: true);
    }

    /// <summary>A payer's browser or app shows signed parameters: only now is there a trade.</summary>
    private async Task<IResult> OpenAsync(string text)
    {
        var (fault, parameters) = await CheckAsync(text, hasCharset: true);
        return fault is null ? Page(Begin(parameters)) : Results.BadRequest(fault);
    }

    private async Task<(string? Fault, JsonObject Parameters)> CheckAsync(string body, bool hasCharset)
    {
        var (isSigned, parameters) = await AlipayOracle.ReadRequestAsync(body, apps.ExportSubjectPublicKeyInfoPem());
        if ((string?)parameters["app_id"] != AppId) return ("isv.invalid-app-id", parameters);
        if (!isSigned || !hasCharset) return ("isv.invalid-signature", parameters);
        var isTime = DateTime.TryParseExact((string?)parameters["timestamp"], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time);
        return isTime && (new DateTimeOffset(time, Beijing) - Now).Duration() <= ClockTolerance
            ? (null, parameters)
            : ("isv.invalid-timestamp", parameters);
    }

    private async Task<IResult> AnswerAsync(string name, JsonObject content, bool isSigned)
    {
        // As Alipay's servers write it: slashes escaped.
        var text = content.ToJsonString(Plain).Replace("/", "\\/");
        if (!isSigned) return Results.Text($"{{\"{name}\":{text}}}", "text/html", Encoding.UTF8);
        var key = Faults.Take(Fault.Forged) ? strangers.ExportPkcs8PrivateKeyPem() : OwnKey;
        var more = Certificate is { } named ? new JsonObject { ["alipay_cert_sn"] = named.Number } : null;
        return Results.Text(await AlipayOracle.AnswerAsync(name, text, key, more), "text/html", Encoding.UTF8);
    }

    private static JsonObject Done(params (string Name, JsonNode? Value)[] fields)
    {
        var answer = new JsonObject { ["code"] = "10000", ["msg"] = "Success" };
        foreach (var (name, value) in fields) answer[name] = value;
        return answer;
    }

    private static JsonObject Failure(string code, string message, string subCode) =>
        new() { ["code"] = code, ["msg"] = message, ["sub_code"] = subCode, ["sub_msg"] = "见 " + subCode };

    private static JsonObject Failure(string subCode) => Failure("40004", "Business Failed", subCode);

    private static string Text(DateTimeOffset moment) =>
        moment.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static decimal Money(JsonNode? text) => decimal.Parse((string)text!, CultureInfo.InvariantCulture);

    private static async Task<string> TextAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}

/// <summary>A certificate under which the stand-in signs.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pem">The certificate, and those between it and the roots.</param>
/// <param name="PrivateKey">Its key in PEM.</param>
public sealed record SandboxCertificate(string Number, string Pem, string PrivateKey);
