using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;

namespace Payments.EndToEnd.Tests;

/// <summary>
/// Users who charge their wallets at Cryptomus' stand-in while the gateway dies again and again: what was answered, what was paid, and what
/// their shop heard.
/// </summary>
internal sealed class ProviderPayments : IAsyncDisposable
{
    private const int Users = 5;
    private const decimal Amount = 10;

    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, string> paid = new();
    private readonly ShopReceiver shop = new();
    // The page leads back to the gateway, which may be dead by then.
    private readonly HttpClient payer = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly CryptomusSandbox sandbox;
    private int numbers;

    private ProviderPayments(CryptomusSandbox sandbox) => this.sandbox = sandbox;

    /// <summary>How many were paid for.</summary>
    public int Paid => paid.Count;

    /// <summary>The operator's account at the stand-in.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Providers:AllowSandbox"] = "true",
        ["Providers:Cryptomus:ApiKey"] = sandbox.Account["CRYPTOMUS_API_KEY"],
        ["Providers:Cryptomus:MerchantUuid"] = sandbox.Account["CRYPTOMUS_MERCHANT_UUID"],
        ["Providers:Cryptomus:BaseUrl"] = sandbox.Account["CRYPTOMUS_BASE_URL"],
    };

    /// <summary>Starts the stand-in.</summary>
    public static async Task<ProviderPayments> StartAsync() => new(await CryptomusSandbox.StartAsync(TimeProvider.System));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        payer.Dispose();
        await shop.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    /// <summary>Asks for payments and pays them until it is stopped or the gateway dies.</summary>
    public async Task ShopAndPayAsync(int port, string apiKey, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Add("X-API-Key", apiKey);
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref numbers);
            var wish = new
            {
                order_id = $"P{number}",
                amount = Amount,
                currency = "USD",
                method = "cryptomus",
                user = $"u{number % Users}",
                callback_url = shop.Url,
            };
            JsonElement answer;
            try
            {
                using var response = await http.PostAsJsonAsync("/api/v1/payments", wish, stop);
                // The stand-in took too long to answer: the number is not used again, and nobody pays it.
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable) continue;
                answer = await response.Content.ReadFromJsonAsync<JsonElement>(stop);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
            {
                // The process died under the request: nothing was acknowledged.
                return;
            }
            answer.GetProperty("success").GetBoolean().Should().BeTrue(answer.ToString());
            var payment = answer.GetProperty("data");
            acknowledged[wish.order_id] = payment.GetProperty("payment_id").GetString()!;
            var charge = payment.GetProperty("charge");
            using var pressed = await payer.PostAsync($"{charge.GetProperty("url").GetString()}/pay", null, CancellationToken.None);
            ((int)pressed.StatusCode).Should().BeLessThan(400);
            paid[wish.order_id] = charge.GetProperty("reference").GetString()!;
        }
    }

    /// <summary>The payers come back, so that the provider is asked at once: polls come less and less often.</summary>
    public async Task ReturnAsync(int port)
    {
        foreach (var reference in paid.Values)
        {
            using var answer = await payer.GetAsync($"http://127.0.0.1:{port}/cashier/back/cryptomus/{reference}");
            answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        }
    }

    /// <summary>The numbers of the orders of which the shop heard that they are completed.</summary>
    public IReadOnlyCollection<string> ToldCompleted() =>
        [.. Heard().Where(told => told.Status == "completed").Select(told => told.Number).Distinct()];

    /// <summary>What is wrong in the end, each in a sentence; empty where nothing is.</summary>
    /// <param name="query">The rows of a question to the gateway's database.</param>
    public IReadOnlyList<string> Violations(Func<string, IReadOnlyList<string>> query)
    {
        var wrong = new List<string>();
        var completed = query("""
            SELECT json_extract(state, '$.number') FROM orders WHERE status = 'completed' AND json_extract(state, '$.number') LIKE 'P%'
            """);
        wrong.AddRange(paid.Keys.Except(completed).Select(number => $"{number} was paid at the provider and is not completed."));
        wrong.AddRange(completed.Except(paid.Keys).Select(number => $"{number} is completed and was not paid."));
        wrong.AddRange(paid.Keys.Except(ToldCompleted()).Select(number => $"The shop was not told of {number}."));
        foreach (var order in Heard().GroupBy(told => told.Id).Where(told => told.Select(one => one.Body).Distinct().Count() > 1))
            wrong.Add($"Two things were told under the one id {order.Key}.");
        var orders = query("""
            SELECT json_extract(state, '$.number') || ' ' || substr(key, 5) FROM orders WHERE json_extract(state, '$.number') LIKE 'P%'
            """)
            .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1]);
        foreach (var (number, id) in acknowledged)
            if (orders.GetValueOrDefault(number) is var stored && stored != id.Replace("-", ""))
                wrong.Add($"{number} was acknowledged as {id} and is stored as {stored ?? "nothing"}.");

        var entries = query("SELECT entry_key || ' ' || kind || ' ' || amount || ' ' || currency FROM user_entries");
        var due = paid.Keys.Where(orders.ContainsKey)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{orders[number]} credit {Amount} USD")).ToArray();
        wrong.AddRange(due.Except(entries).Select(entry => $"Missing in the ledgers: {entry}."));
        wrong.AddRange(entries.Except(due).Select(entry => $"Too much in the ledgers: {entry}."));
        if (entries.Count != due.Length) wrong.Add($"The ledgers have {entries.Count} entries, not {due.Length}.");
        return wrong;
    }

    private IEnumerable<(string Id, string Number, string Status, string Body)> Heard()
    {
        foreach (var request in shop.All)
        {
            using var body = JsonDocument.Parse(request.Body);
            var data = body.RootElement.GetProperty("data");
            yield return (
                request.Headers["X-WoPay-Webhook-Id"], data.GetProperty("order_id").GetString()!,
                data.GetProperty("status").GetString()!, request.Body);
        }
    }
}
