using System.Text.Json;
using Payments.Domain.Money;
using Payments.Domain.Users;
using Payments.Http.Api;
using Payments.Storage.Queries;

namespace Payments.Http.Users;

/// <summary>What a user has in one currency. Amounts are decimal texts.</summary>
internal sealed record UserBalanceView(string Currency, string Available, string Held);

/// <summary>Money that is set aside; <c>remaining</c> of it was neither captured nor released.</summary>
internal sealed record UserHoldView(string Key, string Currency, string Amount, string Remaining, string CreatedAt, string? ExpiresAt);

/// <summary>All that a user has, and the holds that are open. One that never had anything has none of either.</summary>
internal sealed record UserBalancesView(string User, IReadOnlyList<UserBalanceView> Balances, IReadOnlyList<UserHoldView> Holds)
{
    public static UserBalancesView Of(UserId user, UserWallet? wallet) => new(
        user.Value,
        [
            .. (wallet?.Balances ?? []).Select(balance => new UserBalanceView(
                balance.Currency, PlainDecimal.Format(balance.Available), PlainDecimal.Format(balance.Held))),
        ],
        [
            .. (wallet?.Holds ?? []).Select(hold => new UserHoldView(
                hold.Key, hold.Currency, PlainDecimal.Format(hold.Amount), PlainDecimal.Format(hold.Remaining), ApiTime.Format(hold.At),
                ApiTime.Format(hold.ExpiresAt))),
        ]);
}

/// <summary>
/// One entry. <c>available</c> and <c>held</c> are the balances after it; <c>about</c> is the key of the entry that it concerns.
/// </summary>
internal sealed record UserEntryView(
    string Key,
    string Kind,
    string Currency,
    long Sequence,
    string Amount,
    string Available,
    string Held,
    string CreatedAt,
    string? PaymentId,
    string? About,
    string? ExpiresAt,
    string? Text)
{
    public static UserEntryView Of(UserEntry entry) => new(
        entry.Key,
        JsonNamingPolicy.CamelCase.ConvertName($"{entry.Kind}"),
        entry.Currency,
        entry.Sequence,
        PlainDecimal.Format(entry.Amount),
        PlainDecimal.Format(entry.Available),
        PlainDecimal.Format(entry.Held),
        ApiTime.Format(entry.At),
        entry.Order?.ToUuid(),
        entry.About,
        ApiTime.Format(entry.ExpiresAt),
        entry.Text);
}

/// <summary>A page of a statement, the newest entry first; <c>next</c> is what the page behind it is asked for with.</summary>
internal sealed record UserStatementView(string User, string Currency, IReadOnlyList<UserEntryView> Entries, string? Next)
{
    public static UserStatementView Of(UserId user, string currency, UserEntryPage page) => new(
        user.Value,
        currency,
        [.. page.Items.Select(UserEntryView.Of)],
        page.Next?.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
