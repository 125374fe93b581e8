using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Payments.Domain.Identity;

namespace Payments.Benchmarks.Orders;

/// <summary>A merchant with one wallet, and the signed EPay forms of its shop.</summary>
internal sealed class BenchmarkShop
{
    private readonly string secret;

    private BenchmarkShop(MerchantId merchant, long pid, string secret, string apiKey) =>
        (Merchant, Pid, this.secret, ApiKey) = (merchant, pid, secret, apiKey);

    /// <summary>Its merchant.</summary>
    public MerchantId Merchant { get; }

    /// <summary>Its number, by which its pages are named.</summary>
    public long Pid { get; }

    /// <summary>Its API key.</summary>
    public string ApiKey { get; }

    /// <summary>Registers with a gateway on this machine as anybody does.</summary>
    public static async Task<BenchmarkShop> RegisterAsync(HttpClient http, string email = "shop@example.com", int firstWallet = 1)
    {
        var merchant = await PostAsync(http, "api/v1/merchants", new { name = "Shop", email, webhook_url = "https://shop.example/notify" });
        var apiKey = merchant.GetProperty("api_key").GetString()!;
        http.DefaultRequestHeaders.Add("X-API-Key", apiKey);
        var pid = long.Parse(merchant.GetProperty("pid").ToString(), System.Globalization.CultureInfo.InvariantCulture);
        if (!MerchantId.TryParse(merchant.GetProperty("merchant_id").GetString(), out var id))
            throw new FormatException("No merchant's id.");
        var shop = new BenchmarkShop(id, pid, merchant.GetProperty("api_secret").GetString()!, apiKey);
        await AddWalletAsync(http, firstWallet);
        return shop;
    }

    /// <summary>Adds a wallet; its address is its number. The client carries the shop's key.</summary>
    public static Task AddWalletAsync(HttpClient http, int number) =>
        PostAsync(http, "api/v1/wallets", new { chain = "bsc", token = "USDT", address = $"0x{number:x40}", currency = "CNY", rate = "7" });

    /// <summary>Settings of a gateway that reads no chain meanwhile and finds an amount for as many orders as come.</summary>
    public static Dictionary<string, string> Settings(string folder, string database = "") => new()
    {
        ["Data"] = folder,
        ["Database"] = database,
        ["Chains:Bsc:Rpc"] = "http://127.0.0.1:9",
        ["Chains:Bsc:MostBehind"] = "off",
        ["Chains:Bsc:PollInterval"] = "01:00:00",
        ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "8",
        ["Orders:UnpaidLimit"] = "100000000",
        ["Logging:LogLevel:Default"] = "None",
    };

    /// <summary>The body of a form POST to <c>/submit.php</c> for one order number.</summary>
    public string Form(int number, string notifyUrl = "https://shop.example/notify", int? price = null)
    {
        var money = $"{price ?? 70 + (number % 500)}";
        var text = $"money={money}&name=VIP&notify_url={notifyUrl}&out_trade_no=B{number}&pid={Pid}&type=usdt{secret}";
        var sign = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
        return $"pid={Pid}&type=usdt&out_trade_no=B{number}&money={money}" +
            $"&notify_url={Uri.EscapeDataString(notifyUrl)}&name=VIP&sign={sign}&sign_type=MD5";
    }

    /// <summary>The body of a POST to <c>/api/v1/payments</c> for one order number.</summary>
    public static string Payment(int number) => JsonSerializer.Serialize(new
    {
        order_id = $"W{number}",
        amount = $"{70 + (number % 500)}",
        currency = "USDT",
        callback_url = "https://shop.example/notify",
    });

    /// <summary>Writes forms.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="first">The first order number.</param>
    /// <param name="count">How many.</param>
    /// <param name="price">One price for all; else five hundred in turn.</param>
    public string Write(string folder, int first, int count, int? price = null) =>
        Write(Path.Combine(folder, $"forms-{first}.txt"), Enumerable.Range(first, count).Select(number => Form(number, price: price)));

    /// <summary>
    /// Writes bodies, one a line, through to the disk: what the system writes back later would compete with what is measured.
    /// </summary>
    public static string Write(string path, IEnumerable<string> bodies)
    {
        using var file = new FileStream(path, FileMode.Create);
        using (var writer = new StreamWriter(file, leaveOpen: true))
            foreach (var body in bodies) writer.Write($"{body}\n");
        file.Flush(flushToDisk: true);
        return path;
    }

    /// <summary>Sends JSON and returns the answer's data.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? answer.GetProperty("data") : throw new InvalidOperationException($"{path} was refused: {answer}");
    }
}
