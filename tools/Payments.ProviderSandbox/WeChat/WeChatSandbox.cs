using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>
/// A stand-in of WeChat Pay's API v3: orders, refunds, sharing, bills, certificates, and the login of WeChat's browser. Signatures are
/// checked and made by Node.
/// </summary>
public sealed partial class WeChatSandbox : SandboxServer
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "wechat";

    /// <summary>The merchant's number.</summary>
    public const string Merchant = "1900009191";

    /// <summary>The app.</summary>
    public const string AppId = "wxd678efh567hg6787";

    /// <summary>The app's secret.</summary>
    public const string AppSecret = "sandbox-app-secret-0123456789abcdef";

    /// <summary>The APIv3 key.</summary>
    public const string ApiKey = "sandbox0123456789abcdefghijklmno";

    /// <summary>The id of the public key of the stand-in.</summary>
    public const string PublicKeyId = "PUB_KEY_ID_0119000091912025010100001234567890";

    internal const string NoticeData = "transaction";
    internal const string NoticeNonce = "pJzPEVj3TKtN";

    private static readonly string[] KeyModes = ["certificate", "public_key", "mixed"];

    private readonly ConcurrentDictionary<string, SandboxOrder> orders = new();
    private readonly List<SandboxKeys> platform = [];
    private readonly SandboxKeys publicKey;
    private readonly SandboxKeys merchant;
    private readonly NoticeSender sender;
    private readonly SealedNotices notices;
    private readonly string folder = Directory.CreateTempSubdirectory("wechat-sandbox-").FullName;
    private long last = 1000;
    private int signed;

    private WeChatSandbox(TimeProvider time) : base(time)
    {
        var now = time.GetUtcNow();
        merchant = SandboxKeys.Make("merchant", now.AddDays(-1), now.AddYears(5));
        publicKey = SandboxKeys.Make("platform", now.AddDays(-1), now.AddYears(5));
        platform.Add(SandboxKeys.Make("platform", now.AddDays(-1), now.AddYears(1)));
        sender = new NoticeSender(Faults, body => SignAsync(body, null));
        notices = new SealedNotices(Faults, sender, plain => WeChatOracle.SealAsync(plain, ApiKey, NoticeNonce, NoticeData));
    }

    /// <summary>What signs answers and notices: <c>certificate</c> (default), <c>public_key</c>, or <c>mixed</c>, by turns.</summary>
    public string KeyMode { get; set; } = "certificate";

    /// <summary>Notices that were sent, and what they heard.</summary>
    public IEnumerable<SentNotice> Notices =>
        sender.Sent.Select(sent => new SentNotice(sent.Url, sent.Headers, sent.Body, sent.Status));

    /// <summary>The platform certificates, the newest last; the newest signs.</summary>
    public IReadOnlyList<SandboxKeys> Platform => platform;

    /// <summary>The key behind <see cref="PublicKeyId"/>.</summary>
    public SandboxKeys PublicKey => publicKey;

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string> Account => new Dictionary<string, string>
    {
        ["url"] = Url.ToString(),
        ["WECHAT_APP_ID"] = AppId,
        ["WECHAT_MCH_ID"] = Merchant,
        ["WECHAT_API_KEY"] = ApiKey,
        ["WECHAT_CERT_SERIAL_NO"] = merchant.Serial,
        ["WECHAT_PRIVATE_KEY_PATH"] = Path.Combine(folder, "wechat_private_key.pem"),
        ["WECHAT_CERT_PATH"] = Path.Combine(folder, "wechat_cert.pem"),
        ["WECHAT_APP_SECRET"] = AppSecret,
        ["WECHAT_BASE_URL"] = Url.ToString().TrimEnd('/'),
        ["WECHAT_AUTHORIZE_URL"] = new Uri(Url, "connect/oauth2/authorize").ToString(),
        ["WECHAT_TOKEN_URL"] = new Uri(Url, "sns/oauth2/access_token").ToString(),
    };

    /// <summary>Starts one.</summary>
    /// <param name="time">The clock of orders, certificates and signatures.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<WeChatSandbox> StartAsync(TimeProvider time, int port = 0)
    {
        var sandbox = new WeChatSandbox(time);
        sandbox.WriteKeys();
        await sandbox.ListenAsync(sandbox.Map, port);
        return sandbox;
    }

    /// <summary>A new platform certificate, which signs from now on; the ones before it are still listed.</summary>
    public void Rotate()
    {
        var now = Time.GetUtcNow();
        platform.Add(SandboxKeys.Make("platform", now.AddDays(-1), now.AddYears(1).AddDays(platform.Count)));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        sender.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <inheritdoc />
    protected override bool IsApi(PathString path) => path.StartsWithSegments("/v3") || path.StartsWithSegments("/sns");

    private void WriteKeys()
    {
        foreach (var (name, text) in new[] { ("wechat_private_key.pem", merchant.PrivateKey), ("wechat_cert.pem", merchant.Certificate) })
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private void Map(WebApplication app)
    {
        MapCommon(app);
        app.Map("/v3/{**path}", CallAsync);
        MapPages(app);
        app.MapGet("/sandbox/notices", () => Notices.ToArray());
        app.MapPost("/sandbox/release", sender.ReleaseAsync);
        app.MapPost("/sandbox/rotate", Rotate);
        app.MapPost("/sandbox/keys/{mode}", (string mode) =>
        {
            if (!KeyModes.Contains(mode))
                return Results.BadRequest($"There is no mode '{mode}'; there are: {string.Join(", ", KeyModes)}.");
            KeyMode = mode;
            return Results.NoContent();
        });
        app.MapPost("/sandbox/refunds/{number}/{state}", SayRefundAsync);
    }

    /// <summary>Checks the signature over the bytes that came, does what the path says, and signs the answer.</summary>
    private async Task CallAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var answer = await IsSignedAsync(context.Request, bytes.ToArray())
            ? await AnswerAsync(context, bytes.Length == 0 ? [] : JsonNode.Parse(bytes.ToArray())!.AsObject())
            : Failed(401, "SIGN_ERROR", "签名错误");
        context.Response.StatusCode = answer.Status;
        context.Response.Headers["Request-ID"] = $"08{Interlocked.Increment(ref last)}";
        var body = answer.File ?? (answer.Body is null ? [] : Encoding.UTF8.GetBytes(answer.Body.ToJsonString()));
        if (answer.File is null && !Faults.Take(Fault.Unsigned))
            foreach (var (name, value) in await SignAsync(body, context.Request.Headers["Wechatpay-Serial"]))
                context.Response.Headers[name] = value;
        context.Response.ContentType = answer.File is null ? "application/json" : "application/octet-stream";
        if (body.Length > 0) await context.Response.Body.WriteAsync(body);
    }

    private async Task<bool> IsSignedAsync(HttpRequest request, byte[] body)
    {
        var match = AuthorizationForm().Match(request.Headers.Authorization.ToString());
        if (!match.Success || match.Groups["mchid"].Value != Merchant || match.Groups["serial"].Value != merchant.Serial) return false;
        var timestamp = match.Groups["timestamp"].Value;
        if (Math.Abs(long.Parse(timestamp, CultureInfo.InvariantCulture) - Time.GetUtcNow().ToUnixTimeSeconds()) > 300) return false;
        var target = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var head = $"{request.Method}\n{target}\n{timestamp}\n{match.Groups["nonce"].Value}\n";
        byte[] text = [.. Encoding.UTF8.GetBytes(head), .. body, (byte)'\n'];
        return await WeChatOracle.VerifyAsync(text, merchant.Certificate, match.Groups["signature"].Value);
    }

    /// <summary>The headers of an answer or notice. An answer is signed by the kind of key that its request named.</summary>
    private async Task<IReadOnlyDictionary<string, string>> SignAsync(byte[] body, string? wished)
    {
        var isPublic = KeyMode == "public_key" || wished == PublicKeyId || KeyMode == "mixed" && Interlocked.Increment(ref signed) % 2 == 0;
        var (serial, keys) = isPublic ? (PublicKeyId, publicKey) : (platform[^1].Serial, platform[^1]);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = $"n{Interlocked.Increment(ref last)}";
        byte[] text = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];
        var signature = await WeChatOracle.SignAsync(text, Faults.Take(Fault.Forged) ? merchant.PrivateKey : keys.PrivateKey);
        return new Dictionary<string, string>
        {
            ["Wechatpay-Timestamp"] = timestamp,
            ["Wechatpay-Nonce"] = nonce,
            ["Wechatpay-Serial"] = serial,
            ["Wechatpay-Signature"] = Faults.Take(Fault.Probe) ? "WECHATPAY/SIGNTEST/" + signature[..344] : signature,
            ["Wechatpay-Signature-Type"] = "WECHATPAY2-SHA256-RSA2048",
        };
    }

    private async Task<Answer> AnswerAsync(HttpContext context, JsonObject body)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        try
        {
            return (context.Request.Method, path) switch
            {
                ("GET", ["certificates"]) => await CertificatesAsync(),
                ("POST", ["pay", "transactions", "native" or "jsapi" or "h5" or "app"]) => Create(path[2], body),
                ("GET", ["pay", "transactions", "out-trade-no", var number]) => Find(orders.GetValueOrDefault(number)),
                ("GET", ["pay", "transactions", "id", var id]) => Find(orders.Values.FirstOrDefault(order => order.TransactionId == id)),
                ("POST", ["pay", "transactions", "out-trade-no", var number, "close"]) => Close(number),
                ("POST", ["refund", "domestic", "refunds"]) => Refund(body),
                ("GET", ["refund", "domestic", "refunds", var number]) => FindRefund(number),
                ("GET", ["bill", "tradebill" or "fundflowbill"]) => await BillAsync(context, path[1]),
                ("GET", ["billdownload", "file"]) => Download(context.Request.Query["token"]!),
                (_, ["profitsharing", .. var rest]) => await ShareAsync(context, rest, body),
                _ => Failed(404, "RESOURCE_NOT_EXISTS", "无可用的资源"),
            };
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return Failed(400, "PARAM_ERROR", "参数错误");
        }
    }

    private async Task<Answer> CertificatesAsync()
    {
        if (KeyMode == "public_key") return Failed(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书");
        const string Nonce = "61f9c719728a";
        var data = new JsonArray();
        foreach (var keys in platform)
        {
            data.Add(new JsonObject
            {
                ["serial_no"] = keys.Serial,
                ["effective_time"] = SandboxOrder.TimeOf(keys.From),
                ["expire_time"] = SandboxOrder.TimeOf(keys.Until),
                ["encrypt_certificate"] = new JsonObject
                {
                    ["algorithm"] = "AEAD_AES_256_GCM",
                    ["nonce"] = Nonce,
                    ["associated_data"] = "certificate",
                    ["ciphertext"] = await WeChatOracle.SealAsync(keys.Certificate, ApiKey, Nonce, "certificate"),
                },
            });
        }
        return Done(new JsonObject { ["data"] = data });
    }

    private static Answer Done(JsonObject body) => new(200, body);

    private static Answer Failed(int status, string code, string message) =>
        new(status, new JsonObject { ["code"] = code, ["message"] = message });

    [GeneratedRegex("^WECHATPAY2-SHA256-RSA2048 mchid=\"(?<mchid>[^\"]+)\",nonce_str=\"(?<nonce>[^\"]+)\"," +
        "signature=\"(?<signature>[^\"]+)\",timestamp=\"(?<timestamp>[0-9]+)\",serial_no=\"(?<serial>[^\"]+)\"$")]
    private static partial Regex AuthorizationForm();

    /// <summary>An answer: a body that is signed, or a file, which is not.</summary>
    private sealed record Answer(int Status, JsonObject? Body, byte[]? File = null);
}
