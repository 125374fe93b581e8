using System.Collections.Concurrent;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;

namespace Payments.Providers.Cryptomus;

/// <summary>A coin on a network that can be paid with.</summary>
/// <param name="Service">Its limits and fee.</param>
/// <param name="Rates">What one coin is worth, by currency, upper case; empty where that is not known.</param>
public sealed record CryptomusCoin(CryptomusService Service, IReadOnlyDictionary<string, decimal> Rates)
{
    /// <summary>The coin's name, upper case.</summary>
    public string Symbol => Service.Currency.ToUpperInvariant();
}

/// <summary>The coins of an account.</summary>
/// <param name="Coins">The coins; empty where <paramref name="Reason"/> says why none are known.</param>
/// <param name="At">When Cryptomus said so.</param>
/// <param name="Reason">Why it was not to be had; null where it was.</param>
public sealed record CryptomusCoinList(IReadOnlyList<CryptomusCoin> Coins, DateTimeOffset At, string? Reason);

/// <summary>
/// The coins that accounts can be paid with, and their rates: asked for once a minute at most, however many look, and kept for an hour
/// where Cryptomus does not answer.
/// </summary>
public sealed class CryptomusCoins(ProviderHttp http, TimeProvider time)
{
    /// <summary>The coins of the recharge document.</summary>
    public static readonly IReadOnlyList<string> Names = ["BTC", "ETH", "USDT", "USDC", "TRX", "LTC", "DASH"];

    /// <summary>How long an answer serves before Cryptomus is asked again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer serves while Cryptomus gives no newer one.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(1);

    /// <summary>How long somebody waits for a newer answer where there is an older one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The rest after a call that failed.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>Accounts that are remembered; when full, the memory begins anew.</summary>
    private const int CacheLimit = 1000;

    private readonly ConcurrentDictionary<(string Url, string Merchant, string Key), Shelf> shelves = new();

    /// <summary>What an account can be paid with.</summary>
    /// <param name="account">An account at Cryptomus.</param>
    /// <param name="cancellationToken">Gives up waiting; the call itself goes on for others.</param>
    public async Task<CryptomusCoinList> FindAsync(ProviderAccount account, CancellationToken cancellationToken)
    {
        var ours = CryptomusAccount.Of(account);
        if (shelves.Count >= CacheLimit) shelves.Clear();
        var shelf = shelves.GetOrAdd((ours.BaseUrl, ours.MerchantUuid, ours.PaymentKey), _ => new Shelf());
        Task<CryptomusCoinList> reading;
        CryptomusCoinList? kept;
        lock (shelf.Gate)
        {
            var now = time.GetUtcNow();
            if (shelf.Reading is null or { IsCompleted: true } && now >= shelf.NextAt)
            {
                shelf.NextAt = now + Lifetime;
                shelf.Reading = ReadAsync(shelf, new CryptomusClient(http, ours));
            }
            reading = shelf.Reading!;
            kept = shelf.Kept is { } known && now - known.At < LongestLifetime ? known : null;
            if (kept is not null && now - kept.At < Lifetime) return kept;
        }
        if (kept is null) return await reading.WaitAsync(cancellationToken);
        try
        {
            var fresh = await reading.WaitAsync(Patience, time, cancellationToken);
            return fresh.Reason is null ? fresh : kept;
        }
        catch (TimeoutException)
        {
            return kept;
        }
    }

    private async Task<CryptomusCoinList> ReadAsync(Shelf shelf, CryptomusClient client)
    {
        var answer = await client.GetPaymentServicesAsync(CancellationToken.None);
        if (answer is not ProviderAnswer<IReadOnlyList<CryptomusService>>.Ok { Value: var services })
        {
            lock (shelf.Gate) shelf.NextAt = time.GetUtcNow() + Rest;
            return new CryptomusCoinList([], time.GetUtcNow(), ReasonOf(answer));
        }
        var named = services.Where(service => Names.Contains(service.Currency.ToUpperInvariant())).ToArray();
        var coins = named.Select(service => service.Currency.ToUpperInvariant()).Distinct().ToArray();
        var rates = await Task.WhenAll(coins.Select(coin => RatesAsync(client, coin)));
        var byCoin = coins.Zip(rates).ToDictionary(pair => pair.First, pair => pair.Second);
        var list = new CryptomusCoinList(
            [.. named.Select(service => new CryptomusCoin(service, byCoin[service.Currency.ToUpperInvariant()]))], time.GetUtcNow(), null);
        lock (shelf.Gate) shelf.Kept = list;
        return list;
    }

    private static async Task<IReadOnlyDictionary<string, decimal>> RatesAsync(CryptomusClient client, string coin)
    {
        var found = new Dictionary<string, decimal>();
        if (await client.GetRatesAsync(coin, CancellationToken.None) is ProviderAnswer<IReadOnlyList<CryptomusRate>>.Ok ok)
            foreach (var rate in ok.Value.Where(rate => rate.Course > 0)) found[rate.To.ToUpperInvariant()] = rate.Course;
        return found;
    }

    private static string ReasonOf(ProviderAnswer<IReadOnlyList<CryptomusService>> answer) => answer switch
    {
        ProviderAnswer<IReadOnlyList<CryptomusService>>.Refused refused => refused.Refusal.Message,
        ProviderAnswer<IReadOnlyList<CryptomusService>>.Unknown unknown => unknown.Reason,
        _ => throw new InvalidOperationException($"{answer.GetType()} is no failure."),
    };

    private sealed class Shelf
    {
        public Lock Gate { get; } = new();

        public CryptomusCoinList? Kept { get; set; }

        public Task<CryptomusCoinList>? Reading { get; set; }

        public DateTimeOffset NextAt { get; set; }
    }
}
