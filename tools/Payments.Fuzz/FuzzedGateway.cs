using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.Data.Sqlite;
using Payments.Testing.Gateway;

namespace Payments.Fuzz;

/// <summary>
/// A gateway that requests are thrown at, and what is wrong with its answers: an error of the gateway's own, an answer that its OpenAPI
/// document does not have, something that was stored although the request was refused.
/// </summary>
public sealed class FuzzedGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly GatewayHost gateway;
    private readonly Dictionary<string, string> places = [];
    private string apiKey = "", apiSecret = "", pid = "";

    private FuzzedGateway(string folder, GatewayHost gateway) => (this.folder, this.gateway) = (folder, gateway);

    /// <summary>Starts one with a merchant, an order that can be paid on a chain, and accounts at providers.</summary>
    public static async Task<FuzzedGateway> StartAsync()
    {
        const string DeadNode = "http://127.0.0.1:9";
        var folder = Directory.CreateTempSubdirectory("payments-fuzz-").FullName;
        var host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            // What is stored is counted in the file, whatever the other tests' database is.
            ["Database"] = "",
            ["Chains:Bsc:Rpc"] = DeadNode,
            ["Chains:Bsc:MostBehind"] = "off",
            ["Chains:Tron:Rpc"] = DeadNode,
            ["Rates:Sources"] = "",
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Cryptomus:ApiKey"] = "fuzz-payment-key",
            ["Providers:Cryptomus:MerchantUuid"] = "8b03432e-385b-4670-8d06-064591096795",
            ["Providers:Cryptomus:BaseUrl"] = DeadNode,
            ["Providers:Medogram:ApiKey"] = "fuzz-api-key",
            ["Providers:Medogram:BaseUrl"] = DeadNode,
            ["Logging:LogLevel:Default"] = "None",
        }, dataFolder: folder);
        var fuzzed = new FuzzedGateway(folder, host);
        await fuzzed.SetUpAsync();
        return fuzzed;
    }

    /// <summary>Sends a request.</summary>
    /// <returns>What is wrong with the answer, or null.</returns>
    public async Task<string?> FaultAsync(FuzzRequest request)
    {
        var before = Stored();
        using var message = MessageOf(request);
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            using var answer = await gateway.Http.SendAsync(message, limit.Token);
            var status = (int)answer.StatusCode;
            if (status is 500 or > 503) return $"the answer is {status}: {await answer.Content.ReadAsStringAsync(limit.Token)}";
            return status >= 400 && Stored() is var after && after != before
                ? $"refused with {status}, and {after} is stored, not {before}"
                : null;
        }
        catch (InvalidOperationException undocumented)
        {
            return undocumented.Message;
        }
        catch (JsonException notJson)
        {
            return $"what is said to be JSON is none: {notJson.Message}";
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience.TotalSeconds} s";
        }
        catch (HttpRequestException broken)
        {
            return $"the connection broke: {broken.Message}";
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SetUpAsync()
    {
        var merchant = await PostAsync("/api/v1/merchants", new
        {
            name = "Fuzz",
            email = "fuzz@example.com",
            webhook_url = "https://shop.example/notify",
        });
        (apiKey, apiSecret) = (merchant.GetProperty("api_key").GetString()!, merchant.GetProperty("api_secret").GetString()!);
        places["{merchant}"] = merchant.GetProperty("merchant_id").GetString()!;
        pid = merchant.GetProperty("pid").ToString();
        await PostAsync("/api/v1/wallets", new
        {
            chain = "bsc",
            token = "USDT",
            address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
            currency = "CNY",
            rate = "7",
        });
        var payment = await PostAsync("/api/v1/payments", new { order_id = "F-1", amount = "70", currency = "USDT" });
        places["{payment}"] = payment.GetProperty("payment_id").GetString()!;
        places["{order}"] = places["{payment}"].Replace("-", "", StringComparison.Ordinal);
        places["{token}"] = payment.GetProperty("cashier_token").GetString()!;
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (apiKey.Length > 0) request.Headers.Add("X-API-Key", apiKey);
        using var answer = await gateway.Http.SendAsync(request);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? said.GetProperty("data") : throw new InvalidOperationException($"{path} was refused: {said}");
    }

    private HttpRequestMessage MessageOf(FuzzRequest request)
    {
        var target = places.Aggregate(request.Target, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(gateway.Url, target));
        if (request.Sender == Sender.Merchant) message.Headers.Add("X-API-Key", apiKey);
        if (request.Sender == Sender.Operator) message.Headers.Add("X-Admin-Key", GatewayHost.AdminKey);
        if (request.ContentType is not { } type) return message;
        var body = places.Aggregate(request.Body, (bytes, place) => Put(bytes, place.Key, place.Value));
        if (type == "application/x-www-form-urlencoded" && request.Sender == Sender.Merchant) body = Signed(body);
        message.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        return message;
    }

    private static byte[] Put(byte[] bytes, string place, string value)
    {
        var (found, sought) = (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(place)), place.Length);
        return found < 0 ? bytes : [.. bytes[..found], .. Encoding.UTF8.GetBytes(value), .. bytes[(found + sought)..]];
    }

    /// <summary>EPay's form with the merchant's number and a signature that fits, so that what lies behind it is reached.</summary>
    private byte[] Signed(byte[] body)
    {
        var fields = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        fields.Remove("sign");
        fields["pid"] = pid;
        var names = fields.AllKeys.OfType<string>().ToArray();
        var text = string.Join('&', names.Where(name => name != "sign_type" && fields[name] is { Length: > 0 })
            .Order(StringComparer.Ordinal).Select(name => $"{name}={fields[name]}"));
        fields["sign"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text + apiSecret)));
        return Encoding.UTF8.GetBytes(fields.ToString()!);
    }

    /// <summary>How many orders and merchants there are.</summary>
    private (long Orders, long Merchants) Stored()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM merchants)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
