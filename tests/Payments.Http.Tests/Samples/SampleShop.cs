using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Payments.Samples;
using Payments.Testing;

namespace Payments.Http.Tests.Samples;

/// <summary>A shop that is one of the samples of docs/integrations: a program in its language, or in C# the class itself.</summary>
public sealed class SampleShop(string language, Shop shop, Uri gateway)
{
    private const string CSharp = "csharp";
    private const string Go = "go";
    private const string Folder = "docs/integrations/samples";

    private static readonly Dictionary<string, (string Program, string File)> Programs = new()
    {
        ["php"] = ("php", "php/gateway.php"),
        ["node"] = ("node", "node/gateway.mjs"),
        ["python"] = ("python3", "python/gateway.py"),
    };

    private static readonly Lazy<Task<string>> GoProgram = new(BuildGoAsync);

    public static TheoryData<string> Languages => new(Programs.Keys.Append(Go).Append(CSharp));

    private string Root => gateway.GetLeftPart(UriPartial.Authority);

    private GatewayClient Client => new(Root, shop.Pid, shop.Keys.ApiSecret, shop.Http);

    /// <summary>The answer to an order that the sample created.</summary>
    public async Task<JsonElement> CreateAsync(string number, string money, string type, string notifyUrl)
    {
        if (language != CSharp) return JsonDocument.Parse((await RunAsync(notifyUrl, "", "create", number, money, type))[0]).RootElement;
        return await Client.CreateAsync(new Dictionary<string, string>
        {
            ["out_trade_no"] = number,
            ["money"] = money,
            ["type"] = type,
            ["name"] = "VIP 会员",
            ["notify_url"] = notifyUrl,
        });
    }

    /// <summary>What the sample makes of each callback: <c>paid</c> with number and money, or <c>refused</c>.</summary>
    public async Task<string[]> CallbacksAsync(params string[] forms)
    {
        if (language != CSharp) return await RunAsync("", string.Join('\n', forms) + "\n", "callbacks");
        return [.. forms.Select(Fields).Select(form => Client.IsPaid(form) ? $"paid {form["out_trade_no"]} {form["money"]}" : "refused")];
    }

    /// <summary>What the sample makes of each webhook: the status and the order's number, or <c>refused</c>.</summary>
    public async Task<string[]> WebhooksAsync(params (string Signature, string Body)[] webhooks)
    {
        if (language != CSharp)
            return await RunAsync("", string.Concat(webhooks.Select(webhook => $"{webhook.Signature} {webhook.Body}\n")), "webhooks");
        return [.. webhooks.Select(webhook => Client.WebhookData(Encoding.UTF8.GetBytes(webhook.Body), webhook.Signature) is { } found
            ? $"{found.GetProperty("data").GetProperty("status")} {found.GetProperty("data").GetProperty("order_id")}"
            : "refused")];
    }

    private static Dictionary<string, string> Fields(string form) => form.Split('&').Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));

    private async Task<string[]> RunAsync(string notifyUrl, string input, params string[] arguments)
    {
        var start = language == Go
            ? new ProcessStartInfo(await GoProgram.Value, arguments)
            : new ProcessStartInfo(
                Programs[language].Program, [Path.Combine(Repository.Root, Folder, Programs[language].File), .. arguments]);
        var output = await RunAsync(start, notifyUrl, input);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A Go program is built once for all tests; without a C compiler, which this one needs none of.</summary>
    private static async Task<string> BuildGoAsync()
    {
        var built = Path.Combine(Directory.CreateTempSubdirectory("payments-go-sample-").FullName, "gateway");
        var start = new ProcessStartInfo("go", ["build", "-o", built, Path.Combine(Repository.Root, Folder, "go/gateway.go")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new[] { ("CGO_ENABLED", "0"), ("GO111MODULE", "off"), ("GOFLAGS", "") })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        (process.ExitCode, await errors).Should().Be((0, ""));
        return built;
    }

    private async Task<string> RunAsync(ProcessStartInfo start, string notifyUrl, string input)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(false);
        foreach (var (name, value) in new[] { ("GATEWAY", Root), ("PID", shop.Pid), ("KEY", shop.Keys.ApiSecret), ("NOTIFY_URL", notifyUrl) })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        (process.ExitCode, await errors).Should().Be((0, ""), await output);
        return await output;
    }
}
