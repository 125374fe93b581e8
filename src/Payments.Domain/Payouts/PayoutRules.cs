using Orleans;
using Payments.Domain.Money;

namespace Payments.Domain.Payouts;

/// <summary>Which payouts are taken on, and what becomes of them.</summary>
public static partial class PayoutRules
{
    /// <summary>Payouts in a merchant's book at most: those under way and those of the last <see cref="Window"/>.</summary>
    public const int MostKept = 200;

    /// <summary>Longest word of a provider that is kept.</summary>
    public const int WordLimit = 300;

    /// <summary>The time that a limit is for.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a provider is asked what became of a payout that it may have sent, and how long one waits that was never sent.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LastAsk = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How much of a coin was paid out within <see cref="Window"/> or is under way, however old; what failed does not count.
    /// </summary>
    public static decimal Used(PayoutBook book, string coin, DateTimeOffset now) => book.Payouts
        .Where(payout => payout.Wish.Coin == coin && payout.Status != PayoutStatus.Failed && Counts(payout, now))
        .Sum(payout => payout.Wish.Amount);

    /// <summary>Takes a payout on, or says why not. Whether one of this id is known already has been looked at.</summary>
    /// <param name="book">The merchant's payouts.</param>
    /// <param name="limits">The limits of the merchant's own account.</param>
    /// <param name="payout">Makes the payout of a number.</param>
    /// <param name="wish">What it is to be.</param>
    /// <param name="now">The present.</param>
    public static (PayoutBook Book, PayoutOutcome Outcome, string? Detail) Add(
        PayoutBook book, PayoutLimits limits, Func<int, Payout> payout, PayoutWish wish, DateTimeOffset now)
    {
        if (limits.Of(wish.Coin) is not { } limit)
        {
            var paid = limits.ByCoin.Count == 0 ? "no coin" : string.Join(", ", limits.ByCoin.Keys);
            return (book, PayoutOutcome.CoinOff,
                $"{wish.Coin} has no limit in the account's payout_limits, so it is not paid out; {paid} is");
        }
        var kept = Kept(book, now);
        var used = Used(kept, wish.Coin, now);
        if (wish.Amount > limit - used)
        {
            var left = PlainDecimal.Format(Math.Max(0, limit - used));
            return (book, PayoutOutcome.OverLimit,
                $"exceeds what is left: {left} of {PlainDecimal.Format(limit)} {wish.Coin} within {Window.TotalHours:0} hours");
        }
        if (kept.Payouts.Count >= MostKept)
            return (book, PayoutOutcome.TooMany, $"at most {MostKept} payouts within {Window.TotalHours:0} hours");
        var number = book.Count + 1;
        return (kept with { Count = number, Payouts = [.. kept.Payouts, payout(number)] }, PayoutOutcome.Created, null);
    }

    /// <summary>The first of the payouts whose provider is to be asked now; null where none is.</summary>
    public static Payout? Due(PayoutBook book, DateTimeOffset now) =>
        book.Payouts.Where(payout => payout.AskAt <= now).OrderBy(payout => payout.AskAt).FirstOrDefault();

    /// <summary>When a provider is asked next; null where none is, or somebody is to be told of a payout before that.</summary>
    public static DateTimeOffset? Next(PayoutBook book) => book.Outbox.Count > 0 ? null : book.Payouts.Min(payout => payout.AskAt);

    /// <summary>The payout of a number; null where the book does not have it.</summary>
    public static Payout? Find(PayoutBook book, int number) => book.Payouts.FirstOrDefault(payout => payout.Number == number);

    /// <summary>Whether the provider is to be asked of any payout, or anybody is still to be told of one.</summary>
    public static bool HasWork(PayoutBook book) => book.Outbox.Count > 0 || book.Payouts.Any(payout => payout.AskAt is not null);

    /// <summary>
    /// Notes that the provider is about to hear of a payout for the first time; the same book where it is to hear of it no more.
    /// </summary>
    /// <param name="book">The merchant's payouts.</param>
    /// <param name="number">The payout.</param>
    /// <param name="account">The account that it is sent by.</param>
    /// <param name="now">The present.</param>
    public static PayoutBook Sent(PayoutBook book, int number, string account, DateTimeOffset now) =>
        IfAsked(book, number, payout => payout with { SentAt = now, Account = account });

    /// <summary>
    /// Notes that the provider's answer told nothing; it is asked again, each time later, and after <see cref="Patience"/> no more: what
    /// was never sent has failed then, and of what may have been sent a person says what became of it.
    /// </summary>
    public static PayoutBook Asked(PayoutBook book, int number, string reason, DateTimeOffset now) =>
        IfAsked(book, number, payout =>
            AskedAgain(payout with { Asked = payout.Asked + 1, Word = Short(reason) }, Pause(payout.Asked), now));

    /// <summary>Ends a payout that the provider has refused for certain.</summary>
    public static PayoutBook Refused(PayoutBook book, int number, string reason, DateTimeOffset now) =>
        IfAsked(book, number, payout => Ended(payout, PayoutStatus.Failed, reason, now));

    /// <summary>Applies what the provider says of a payout of ours.</summary>
    /// <returns>The book; and what is wrong with the news where it changes nothing.</returns>
    public static (PayoutBook Book, string? Fault) Take(PayoutBook book, int number, PayoutNews news, DateTimeOffset now)
    {
        if (Find(book, number) is not { } payout) return (book, null);
        if (payout.ProviderId is { } known && known != news.ProviderId)
            return (book, $"it is about {news.ProviderId}, and ours is {known}");
        if (news.Amount is { } amount && amount != payout.Wish.Amount)
            return (book, $"it says {PlainDecimal.Format(amount)}, and {PlainDecimal.Format(payout.Wish.Amount)} was asked for");
        if (news.Coin is { } coin && coin != payout.Wish.Coin) return (book, $"it says {coin}, and {payout.Wish.Coin} was asked for");
        if (payout.IsOver)
            return (book, payout.Status == news.Status ? null : $"it says {news.Word}, and ours has {Word(payout.Standing)} already");
        var heard = payout with
        {
            Status = news.Status,
            ProviderId = news.ProviderId,
            Transaction = news.Transaction ?? payout.Transaction,
            Word = Short(news.Word),
            SentAt = payout.SentAt ?? now,
            Asked = payout.Status == news.Status ? payout.Asked + 1 : 0,
        };
        var isOver = news.Status is PayoutStatus.Succeeded or PayoutStatus.Failed;
        var next = isOver ? Ended(heard, news.Status, heard.Word!, now) : AskedAgain(heard, Pause(heard.Asked), now);
        return (With(book, number, _ => next), null);
    }

    /// <summary>The word for a standing in answers: the enum's in lower case.</summary>
    public static string Word(PayoutStanding standing) => standing.ToString().ToLowerInvariant();

    /// <summary>The word for who pays the provider's fee.</summary>
    public static string FeeFrom(PayoutWish wish) => wish.IsFeeIncluded ? "amount" : "balance";

    /// <summary>Of a payout that is not over: when the provider is asked next, or that it is asked no more.</summary>
    private static Payout AskedAgain(Payout payout, TimeSpan pause, DateTimeOffset now)
    {
        if (payout.DoubtSince is not null) return payout;
        if (now < (payout.AskingSince ?? payout.SentAt ?? payout.CreatedAt) + Patience) return payout with { AskAt = now + pause };
        return payout.SentAt is null
            ? Ended(payout, PayoutStatus.Failed, $"was not sent within {Patience.TotalDays:0} days: {payout.Word}", now)
            : payout with { DoubtSince = now, AskAt = null };
    }

    private static Payout Ended(Payout payout, PayoutStatus status, string word, DateTimeOffset now) =>
        payout with { Status = status, Word = Short(word), AskAt = null, DoubtSince = null, EndedAt = now };

    /// <summary>10 s, then twice as long each time, up to 30 minutes.</summary>
    private static TimeSpan Pause(int asked)
    {
        var pause = FirstAsk * Math.Pow(2, Math.Min(asked, 10));
        return pause < LastAsk ? pause : LastAsk;
    }

    private static bool Counts(Payout payout, DateTimeOffset now) => payout.EndedAt is not { } ended || ended > now - Window;

    private static PayoutBook Kept(PayoutBook book, DateTimeOffset now) =>
        book with { Payouts = [.. book.Payouts.Where(payout => Counts(payout, now))] };

    private static PayoutBook With(PayoutBook book, int number, Func<Payout, Payout> change) =>
        book with { Payouts = [.. book.Payouts.Select(payout => payout.Number == number ? change(payout) : payout)] };

    /// <summary>What came of asking the provider; a person may have withdrawn the payout meanwhile, and then it stays as it is.</summary>
    private static PayoutBook IfAsked(PayoutBook book, int number, Func<Payout, Payout> change) =>
        Find(book, number) is { AskAt: not null } ? With(book, number, change) : book;

    private static string Short(string text) => text.Length <= WordLimit ? text : text[..WordLimit];
}

/// <summary>What a request for a payout came to.</summary>
[GenerateSerializer, Alias("payout-outcome")]
public enum PayoutOutcome
{
    /// <summary>It is taken on.</summary>
    Created,

    /// <summary>It was taken on before.</summary>
    Existing,

    /// <summary>Another payout has this id.</summary>
    Conflict,

    /// <summary>The merchant has no account of its own that can pay out.</summary>
    NoAccount,

    /// <summary>The coin has no limit.</summary>
    CoinOff,

    /// <summary>It exceeds what is left of the limit.</summary>
    OverLimit,

    /// <summary>As many payouts as there may be.</summary>
    TooMany,

    /// <summary>A rule of risk control refuses it.</summary>
    Declined,
}
