using System.Collections.Concurrent;
using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Keys;

/// <summary>
/// Platform certificates of each account: downloaded at the first need, again when they are half a day old, and once a minute at most over
/// a serial number that nobody knows. Those at hand go on verifying while a newer list cannot be had.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class WeChatCertificates(TimeProvider time)
{
    /// <summary>The age at which a list is fetched again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>The pause between downloads that an unknown number or a failure asks for.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>The most accounts whose lists are remembered; when full, the memory begins anew.</summary>
    private const int Limit = 10_000;

    private readonly ConcurrentDictionary<string, Shelf> shelves = new();

    /// <summary>What is at hand.</summary>
    public WeChatKeyring Known(WeChatAccount account) => ShelfOf(account).Books.Keys;

    /// <summary>Why the last download brought nothing; null where it did.</summary>
    public string? Trouble(WeChatAccount account) => ShelfOf(account).Books.Trouble;

    /// <summary>What is at hand once a list was fetched that is due.</summary>
    /// <param name="account">The account.</param>
    /// <param name="unknown">A number that nobody knows and that asks for a newer list; null for none.</param>
    /// <param name="download">Fetches the list: one try.</param>
    public async ValueTask<WeChatKeyring> GetAsync(
        WeChatAccount account, string? unknown, Func<Task<ProviderAnswer<ProviderReply>>> download)
    {
        var shelf = ShelfOf(account);
        if (!IsDue(account, shelf.Books, unknown)) return shelf.Books.Keys;
        await shelf.Turn.WaitAsync();
        try
        {
            if (IsDue(account, shelf.Books, unknown)) shelf.Books = await FetchAsync(account, shelf.Books, download);
        }
        finally
        {
            shelf.Turn.Release();
        }
        return shelf.Books.Keys;
    }

    private bool IsDue(WeChatAccount account, Books books, string? unknown)
    {
        var now = time.GetUtcNow();
        if (now < books.TriedAt + Rest || now < books.NoneUntil) return false;
        if (unknown is not null && !unknown.StartsWith(WeChatSerial.PublicKeyMark, StringComparison.Ordinal) &&
            books.Keys.Find(unknown, now) is null) return true;
        // With a public key of WeChat's there need be no certificates; without one they are all there is.
        return account.PublicKey is null && now >= books.FetchedAt + Lifetime;
    }

    private async Task<Books> FetchAsync(WeChatAccount account, Books books, Func<Task<ProviderAnswer<ProviderReply>>> download)
    {
        var now = time.GetUtcNow();
        books = books with { TriedAt = now };
        return await download() switch
        {
            ProviderAnswer<ProviderReply>.Ok { Value: { Status: 200 } reply } => Taken(account, books, reply, now),
            // Merchants of the last years have no certificates at all; that does not change from one minute to the next.
            ProviderAnswer<ProviderReply>.Ok { Value.Status: 404 } => books with
            {
                NoneUntil = now + Lifetime,
                Trouble = "this merchant has no platform certificates: set public_key and public_key_id",
            },
            ProviderAnswer<ProviderReply>.Ok { Value: var reply } => books with
            {
                Trouble = $"the certificates were answered with HTTP {reply.Status}: {reply.Excerpt(200)}",
            },
            ProviderAnswer<ProviderReply>.Refused refused => books with { Trouble = refused.Refusal.Message },
            ProviderAnswer<ProviderReply>.Unknown unknown => books with { Trouble = unknown.Reason },
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };
    }

    /// <summary>Takes a list that is signed with a key which is known, or with a certificate that it brought itself.</summary>
    private static Books Taken(WeChatAccount account, Books books, ProviderReply reply, DateTimeOffset now)
    {
        try
        {
            var keys = new WeChatKeyring(account, WeChatCertificateList.Read(reply.Body, account.ApiKey));
            var proof = WeChatVerifier.Verify(reply.Headers, reply.Body.Span, keys, now);
            return proof == WeChatProof.Fits
                ? books with { Keys = keys, FetchedAt = now, Trouble = null }
                : books with { Trouble = $"the list of certificates has a signature that proves nothing: {proof}" };
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return books with { Trouble = exception is FormatException ? exception.Message : "the list of certificates cannot be read" };
        }
    }

    private Shelf ShelfOf(WeChatAccount account)
    {
        if (shelves.TryGetValue(account.Fingerprint, out var known)) return known;
        if (shelves.Count >= Limit) shelves.Clear();
        return shelves.GetOrAdd(account.Fingerprint, _ => new Shelf(new WeChatKeyring(account, [])));
    }

    /// <summary>What is known of one account's certificates.</summary>
    private sealed record Books(WeChatKeyring Keys)
    {
        public DateTimeOffset FetchedAt { get; init; }

        public DateTimeOffset TriedAt { get; init; }

        public DateTimeOffset NoneUntil { get; init; }

        public string? Trouble { get; init; }
    }

    /// <summary>The newest of it, written by whoever has the turn.</summary>
    private sealed class Shelf(WeChatKeyring keys)
    {
        private volatile Books books = new(keys);

        public SemaphoreSlim Turn { get; } = new(1);

        public Books Books { get => books; set => books = value; }
    }
}
