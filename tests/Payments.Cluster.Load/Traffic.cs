using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Cluster.Load;

/// <summary>Shops that create orders as fast as they are answered, payers, and what both remember.</summary>
internal sealed class Traffic(Cluster cluster, ShopReceiver shop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HttpClient> clients = [];
    private readonly List<(long Pid, string Secret, string Address)> merchants = [];
    private readonly ConcurrentQueue<(long EndedAt, double Milliseconds, bool IsGood)> answers = new();
    private int numbers;

    /// <summary>Order ids that were answered, by order number.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>What was paid, by order number.</summary>
    public ConcurrentDictionary<string, (string Transaction, UInt128 Units)> Paid { get; } = new();

    /// <summary>Opens so many shops, each with a wallet of its own.</summary>
    public async Task OpenAsync(int shops)
    {
        clients.AddRange(cluster.Fronts.Select(front => new HttpClient { BaseAddress = front, Timeout = Patience }));
        for (var number = 0; number < shops; number++)
        {
            var registered = await SetUpAsync("/api/v1/merchants", new { name = $"Shop {number}", email = $"shop{number}@example.com" }, ("X-Admin-Key", Cluster.AdminKey));
            var address = $"0x{(0x70997970 + number):x40}";
            await SetUpAsync("/api/v1/wallets", new { chain = "bsc", token = "USDT", address, currency = "CNY", rate = "7" }, ("X-API-Key", registered.GetProperty("api_key").GetString()!));
            merchants.Add((registered.GetProperty("pid").GetInt64(), registered.GetProperty("api_secret").GetString()!, address));
        }
    }

    /// <summary>Creates orders from so many shops at once.</summary>
    /// <returns>Orders a second, median and 99th percentile in milliseconds, failures, and the longest answer in milliseconds.</returns>
    public async Task<(double Rate, double Median, double High, int Failures, double Longest)> LoadAsync(int workers, TimeSpan time, Func<Task>? meanwhile = null)
    {
        answers.Clear();
        using var end = new CancellationTokenSource(time, TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();
        var load = Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await CreateAsync(worker);
        })).ToList();
        if (meanwhile is not null) load.Add(meanwhile());
        await Task.WhenAll(load);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var times = answers.Where(answer => answer.IsGood).Select(answer => answer.Milliseconds).Order().ToArray();
        return (times.Length / seconds, times[times.Length / 2], times[times.Length * 99 / 100], answers.Count(answer => !answer.IsGood), answers.Max(answer => answer.Milliseconds));
    }

    /// <summary>Creates orders and pays each on the chain, one after the other.</summary>
    public async Task PayAsync(int account, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time, TimeProvider.System);
        while (!end.IsCancellationRequested)
        {
            if (await CreateAsync(account) is not { } order) continue;
            Paid[order.Number] = (await cluster.PayAsync(account, merchants[account % merchants.Count].Address, order.Units), order.Units);
        }
    }

    /// <summary>How long until each of these orders was answered for by its grain.</summary>
    public async Task<TimeSpan> UntilAllAnswerAsync(IReadOnlyCollection<string> numbersToAsk)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(numbersToAsk, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, stop) =>
        {
            var (pid, secret, _) = merchants[int.Parse(number.Split('-')[1], CultureInfo.InvariantCulture) % merchants.Count];
            while (true)
            {
                try
                {
                    var answer = await clients[0].GetFromJsonAsync<JsonElement>($"/api.php?act=order&pid={pid}&key={secret}&out_trade_no={number}", stop);
                    if (answer.GetProperty("code").GetInt32() == 1) return;
                }
                catch (Exception exception) when (exception is HttpRequestException or JsonException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
                }
            }
        });
        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <inheritdoc />
    public void Dispose() => clients.ForEach(client => client.Dispose());

    private async Task<(string Number, UInt128 Units)?> CreateAsync(int worker)
    {
        var turn = Interlocked.Increment(ref numbers);
        var (pid, secret, _) = merchants[worker % merchants.Count];
        var number = $"L{turn}-{worker}";
        var money = (10m + turn % 1_000_000 / 100m).ToString(CultureInfo.InvariantCulture);
        var began = TimeProvider.System.GetTimestamp();
        JsonElement answer = default;
        try
        {
            using var response = await clients[turn % clients.Count].PostAsync("/mapi.php", new FormUrlEncodedContent(EpayForm.Of(pid, secret, number, money, shop.Url)));
            answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            // Counted below: nothing was acknowledged.
        }
        var isGood = answer.ValueKind == JsonValueKind.Object && answer.GetProperty("code").GetInt32() == 1;
        answers.Enqueue((TimeProvider.System.GetTimestamp(), TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, isGood));
        if (!isGood) return null;
        Acknowledged[number] = answer.GetProperty("trade_no").GetString()!;
        var uri = answer.GetProperty("qrcode").GetString()!;
        return (number, UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture));
    }

    private async Task<JsonElement> SetUpAsync(string path, object body, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add(header.Name, header.Value);
        using var response = await clients[0].SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("success").GetBoolean() ? answer.GetProperty("data") : throw new InvalidOperationException($"{path}: {answer}");
    }
}
