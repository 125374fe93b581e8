using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.PayLinks;
using Payments.Http.Api;

namespace Payments.Http.PayLinks;

/// <summary>
/// A payment link. <c>url</c> is where payers open it; <c>amount</c> is null where they name it. <c>status</c> is <c>active</c>,
/// <c>off</c> or <c>expired</c>. The numbers of its orders begin with <c>order_id_prefix</c>.
/// </summary>
internal sealed record PayLinkView(
    string LinkId,
    string Url,
    string Title,
    string? Description,
    string Currency,
    string? Amount,
    string? ReturnUrl,
    int? MaxPayments,
    string? ExpiresAt,
    bool Active,
    string Status,
    string OrderIdPrefix,
    string CreatedAt,
    string UpdatedAt)
{
    public static PayLinkView Of(PayLink link, string url, DateTimeOffset now) => new(
        link.Code,
        url,
        link.Title,
        link.Description,
        link.Currency,
        link.Money is { } money ? PlainDecimal.Format(money) : null,
        link.ReturnUrl,
        link.MaxPayments,
        ApiTime.Format(link.ExpiresAt),
        !link.IsOff,
        StatusOf(link, now),
        PayLinkRules.PrefixOf(link),
        ApiTime.Format(link.CreatedAt),
        ApiTime.Format(link.UpdatedAt));

    /// <summary>The word for what a link does now.</summary>
    public static string StatusOf(PayLink link, DateTimeOffset now) => PayLinkRules.WhyClosed(link, now) switch
    {
        null => "active",
        PayLinkOutcome.Off => "off",
        PayLinkOutcome.Expired => "expired",
        var other => throw new InvalidOperationException($"{other} does not close a link."),
    };
}

/// <summary>A part of a merchant's payment links, newest first.</summary>
/// <param name="Links">The links.</param>
/// <param name="Next">What to send as <c>after</c> for those that follow; null at the end.</param>
internal sealed record PayLinksView(IReadOnlyList<PayLinkView> Links, string? Next);
