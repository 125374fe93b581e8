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
    /// <summary>How many shops ask at once.</summary>
    public const int Workers = 16;

    /// <summary>
    /// A payable step at the wallets' rate of 7. Closer prices share amounts, and a shop that is left alone while others wait for a dead
    /// silo would use up all near its own.
    /// </summary>
    private const decimal PriceStep = 0.07m;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private readonly List<HttpClient> clients = [];
    private readonly List<(long Pid, string Secret, string Address)> merchants = [];
    private readonly ConcurrentQueue<Answer> answers = new();
    private readonly ConcurrentDictionary<string, int> refusals = new();
    private int numbers;

    /// <summary>Order ids that were answered, by order number.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>What was paid, by order number.</summary>
    public ConcurrentDictionary<string, (string Transaction, UInt128 Units)> Paid { get; } = new();

    /// <summary>What the shop knows that made the order of this number.</summary>
    public AuditedShop ShopOf(string number)
    {
        var (turn, worker) = (int.Parse(number[1..number.IndexOf('-')], CultureInfo.InvariantCulture), int.Parse(number[(number.IndexOf('-') + 1)..], CultureInfo.InvariantCulture));
        var (pid, secret, _) = merchants[worker % merchants.Count];
        return new AuditedShop(pid, secret, (10m + turn % 1_000_000 * PriceStep).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How many requests failed since the load began.</summary>
    public int Failures => answers.Count(answer => !answer.IsGood);

    /// <summary>What failed requests were told, and how often, since the load began.</summary>
    public IEnumerable<string> Refusals => refusals.OrderByDescending(said => said.Value).Select(said => $"{said.Value} times: {said.Key}");

    /// <summary>Opens so many shops, each with a wallet of its own.</summary>
    public async Task OpenAsync(int shops)
    {
        clients.AddRange(cluster.Fronts.Select(front => new HttpClient { BaseAddress = front.Url, Timeout = Patience }));
        for (var number = 0; number < shops; number++)
        {
            var registered = await SetUpAsync("/api/v1/merchants", new { name = $"Shop {number}", email = $"shop{number}@example.com" }, ("X-Admin-Key", Cluster.AdminKey));
            var address = $"0x{(0x70997970 + number):x40}";
            await SetUpAsync("/api/v1/wallets", new { chain = "bsc", token = "USDT", address, currency = "CNY", rate = "7" }, ("X-API-Key", registered.GetProperty("api_key").GetString()!));
            merchants.Add((registered.GetProperty("pid").GetInt64(), registered.GetProperty("api_secret").GetString()!, address));
        }
    }

    /// <summary>Creates orders from so many shops at once, pays from so many accounts, until what happens meanwhile is over.</summary>
    public async Task<LoadResult> LoadAsync(int workers, int payers, Func<Task> meanwhile)
    {
        answers.Clear();
        refusals.Clear();
        using var end = new CancellationTokenSource();
        var began = TimeProvider.System.GetTimestamp();
        var load = Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await CreateAsync(worker);
        })).Concat(Enumerable.Range(2, payers).Select(account => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await PayAsync(account);
        }))).ToList();
        try
        {
            await meanwhile();
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(load);
        }
        return LoadResult.Of([.. answers], began, TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>Creates orders for so long.</summary>
    public Task<LoadResult> LoadAsync(int workers, TimeSpan time) => LoadAsync(workers, payers: 0, () => Task.Delay(time, TimeProvider.System));

    /// <summary>Some orders that were acknowledged.</summary>
    public string[] SomeKnown() => [.. Acknowledged.Keys.Order().TakeLast(200)];

    /// <summary>Waits until an order is created.</summary>
    public async Task UntilCreatedAsync()
    {
        while (await CreateAsync(0) is null) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    /// <summary>How long until each of these orders was answered for by its grain.</summary>
    public async Task<TimeSpan> UntilAllAnswerAsync(IReadOnlyCollection<string> numbersToAsk)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(numbersToAsk, new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (number, stop) =>
        {
            var (pid, secret, _) = ShopOf(number);
            for (var turn = 0; ; turn++)
            {
                try
                {
                    var answer = await clients[turn % clients.Count].GetFromJsonAsync<JsonElement>($"/api.php?act=order&pid={pid}&key={secret}&out_trade_no={number}", stop);
                    if (answer.GetProperty("code").GetInt32() == 1) return;
                }
                catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException)
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
        var number = $"L{turn}-{worker}";
        var (pid, secret, money) = ShopOf(number);
        var form = EpayForm.Of(pid, secret, number, money, shop.Url);
        for (var tries = 1; tries <= 2; tries++)
        {
            var began = TimeProvider.System.GetTimestamp();
            // A shop that was disappointed asks once more, at the next front.
            var answer = await AskAsync(clients[(turn + tries) % clients.Count], form);
            answers.Enqueue(new Answer(TimeProvider.System.GetTimestamp(), TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, answer is not null, tries));
            if (answer is not { } order)
            {
                await Task.Delay(RetryPause, TimeProvider.System);
                continue;
            }
            Acknowledged[number] = order.GetProperty("trade_no").GetString()!;
            var uri = order.GetProperty("payment_uri").GetString()!;
            return (number, UInt128.Parse(uri[(uri.IndexOf("uint256=", StringComparison.Ordinal) + 8)..], CultureInfo.InvariantCulture));
        }
        return null;
    }

    private async Task<JsonElement?> AskAsync(HttpClient client, Dictionary<string, string> form)
    {
        try
        {
            using var response = await client.PostAsync("/mapi.php", new FormUrlEncodedContent(form));
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (answer.GetProperty("code").GetInt32() == 1) return answer;
            Note($"{(int)response.StatusCode} {answer}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or IOException)
        {
            Note(exception.Message);
        }
        return null;

        void Note(string refusal) => refusals.AddOrUpdate(refusal, 1, (_, times) => times + 1);
    }

    private async Task PayAsync(int account)
    {
        if (await CreateAsync(account) is not { } order) return;
        Paid[order.Number] = (await cluster.PayAsync(account, merchants[account % merchants.Count].Address, order.Units), order.Units);
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
