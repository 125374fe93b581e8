using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;

namespace Payments.ProviderSandbox.Medogram;

/// <summary>
/// A stand-in of Medogram's gateway, which is one of the BitPay.ir family: send, pay page, the payer's return, verification.
/// </summary>
public sealed class MedogramSandbox : SandboxServer
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "medogram";

    /// <summary>The account's API key.</summary>
    public const string ApiKey = "sandbox-medogram-key-0123456789";

    private static readonly string[] AnswerStyles = ["bare", "quoted", "persian", "object"];
    private static readonly string[] ReturnStyles = ["get", "form", "json"];

    private readonly ConcurrentDictionary<long, SandboxPayment> payments = [];
    private long last = 1000;

    private MedogramSandbox(TimeProvider time) : base(time) { }

    /// <summary>How numbers are answered: <c>bare</c> (default), <c>quoted</c>, <c>persian</c> or <c>object</c>.</summary>
    public string AnswerStyle { get; set; } = "bare";

    /// <summary>How payers come back: <c>get</c> (default), <c>form</c> or <c>json</c>, which a script posts.</summary>
    public string ReturnStyle { get; set; } = "get";

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Account => new Dictionary<string, string>
    {
        ["url"] = Url.ToString(),
        ["PAYMENT_GATEWAY_URL"] = Url.ToString().TrimEnd('/'),
        ["PAYMENT_API_KEY"] = ApiKey,
    };

    /// <summary>Starts one.</summary>
    /// <param name="time">The clock of slow answers.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<MedogramSandbox> StartAsync(TimeProvider time, int port = 0)
    {
        var sandbox = new MedogramSandbox(time);
        await sandbox.ListenAsync(sandbox.Map, port);
        return sandbox;
    }

    /// <inheritdoc />
    protected override bool IsApi(PathString path) => path.Value?.EndsWith("/gateway-send", StringComparison.Ordinal) == true ||
        path.Value?.EndsWith("/gateway-result-second", StringComparison.Ordinal) == true;

    private void Map(WebApplication app)
    {
        MapCommon(app);
        app.MapPost("/sandbox/answers/{style}", (string style) => Choose(style, AnswerStyles, to => AnswerStyle = to));
        app.MapPost("/sandbox/returns/{style}", (string style) => Choose(style, ReturnStyles, to => ReturnStyle = to));
        foreach (var tree in new[] { "/payment", "/payment-test" })
        {
            app.MapPost($"{tree}/gateway-send", (Delegate)SendAsync);
            app.MapPost($"{tree}/gateway-result-second", (Delegate)VerifyAsync);
            app.MapGet($"{tree}/gateway-{{idGet:long}}-get", (long idGet) =>
                payments.TryGetValue(idGet, out var payment) ? Page(payment, tree) : Results.NotFound());
            app.MapPost($"{tree}/gateway-{{idGet:long}}-{{action:alpha}}", (long idGet, string action) =>
                payments.TryGetValue(idGet, out var payment) ? Act(payment, action) : Results.NotFound());
        }
    }

    private static IResult Choose(string style, string[] styles, Action<string> choose)
    {
        if (!styles.Contains(style)) return Results.BadRequest($"There is no style '{style}'; there are: {string.Join(", ", styles)}.");
        choose(style);
        return Results.NoContent();
    }

    private async Task<IResult> SendAsync(HttpContext context)
    {
        var fields = await FieldsAsync(context.Request);
        if (fields("api") != ApiKey) return Number(-1);
        if (!long.TryParse(fields("amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1000)
            return Number(-2);
        if (fields("redirect") is not { Length: > 0 } redirect) return Number(-3);
        var payment = new SandboxPayment(Interlocked.Increment(ref last), amount, fields("factorId") ?? "", redirect);
        payments[payment.IdGet] = payment;
        return Number(payment.IdGet);
    }

    private async Task<IResult> VerifyAsync(HttpContext context)
    {
        var fields = await FieldsAsync(context.Request);
        if (fields("api") != ApiKey) return Number(-1);
        if (fields("trans_id") is not { Length: > 0 } transId) return Number(-2);
        if (!long.TryParse(fields("id_get"), NumberStyles.None, CultureInfo.InvariantCulture, out var idGet) ||
            !payments.TryGetValue(idGet, out var payment)) return Number(-3);
        if (payment.Paid is not { } paid || payment.TransId != transId) return Number(-4);
        if (Faults.Take(Fault.OtherAmount)) paid *= 10;
        var status = payment.IsVerified ? 11 : 1;
        payment.IsVerified = true;
        if (fields("json") != "1" && AnswerStyle != "object") return Number(paid);
        return Results.Text(new JsonObject
        {
            ["status"] = status,
            ["amount"] = paid,
            ["cardNum"] = "6037-99**-****-1234",
            ["factorId"] = payment.FactorId
        }.ToJsonString(), "application/json");
    }

    private static IResult Page(SandboxPayment payment, string tree)
    {
        var actions = payment.IsOver ? [] : new[] { ("pay", "Pay"), ("less", "Pay less"), ("more", "Pay more"), ("cancel", "Cancel") };
        var page = PayPage.Of("Medogram sandbox",
            [("Order", payment.FactorId), ("Rials", payment.Amount.ToString(CultureInfo.InvariantCulture))],
            actions.Select(action => ($"{tree}/gateway-{payment.IdGet}-{action.Item1}", action.Item2)));
        return Results.Text(page, "text/html");
    }

    /// <summary>What the payer does at the bank, and the payer's way back.</summary>
    private IResult Act(SandboxPayment payment, string action)
    {
        long? paid = action switch
        {
            "pay" => payment.Amount,
            "less" => payment.Amount / 2,
            "more" => payment.Amount + payment.Amount / 10,
            "cancel" => 0,
            _ => null
        };
        if (paid is not { } amount) return Results.NotFound();
        if (!payment.IsOver && amount > 0) payment.Paid = amount;
        payment.IsOver = true;
        var transId = Faults.Take(Fault.Forged) ? "999999999" : payment.TransId;
        var fields = new Dictionary<string, string>
        {
            ["trans_id"] = transId,
            ["id_get"] = payment.IdGet.ToString(CultureInfo.InvariantCulture),
            ["factorId"] = payment.FactorId,
            ["tracking_code"] = $"TC{payment.IdGet}",
        };
        if (ReturnStyle == "form") return Results.Text(PayPage.Posting(payment.Redirect, fields), "text/html");
        if (ReturnStyle == "json") return Results.Json(fields);
        var joint = payment.Redirect.Contains('?') ? '&' : '?';
        var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return Results.Redirect(payment.Redirect + joint + query);
    }

    private IResult Number(long number) => Results.Text(AnswerStyle switch
    {
        "quoted" => $"\uFEFF \"{number}\" \r\n",
        "persian" => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(Persian)),
        "object" when number > 0 => $"{{\"id_get\":{number}}}",
        "object" => $"{{\"status\":{number}}}",
        _ => number.ToString(CultureInfo.InvariantCulture),
    }, "text/html; charset=utf-8");

    private static char Persian(char letter) => char.IsAsciiDigit(letter) ? (char)('\u06F0' + letter - '0') : letter;

    private static async Task<Func<string, string?>> FieldsAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (request.HasJsonContentType()) return name => JsonNode.Parse(body)?[name]?.ToString();
        var form = HttpUtility.ParseQueryString(body);
        return name => form[name];
    }
}

/// <summary>A payment of the stand-in.</summary>
internal sealed record SandboxPayment(long IdGet, long Amount, string FactorId, string Redirect)
{
    /// <summary>What was paid; null for nothing.</summary>
    public long? Paid { get; set; }

    /// <summary>Whether the payer has left the pay page.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether it was verified once.</summary>
    public bool IsVerified { get; set; }

    /// <summary>The bank's number.</summary>
    public string TransId => (IdGet * 7919 + 100_000_000).ToString(CultureInfo.InvariantCulture);
}
