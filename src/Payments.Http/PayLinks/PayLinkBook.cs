using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.PayLinks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.PayLinks;

/// <summary>Finds, lists and makes payment links.</summary>
internal sealed class PayLinkBook(
    IGrainFactory grains, IOrderIds ids, PayLinkQueries queries, PayLinkRequest request, IRandomBytes random, PublicAddress address)
{
    private const int SeedBytes = 16;

    /// <summary>A text that nobody can guess, for a form that makes a link, or one that opens an order.</summary>
    public string Seed()
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        random.Fill(seed);
        return Convert.ToHexStringLower(seed);
    }

    /// <summary>Whether a text is of the form that <see cref="Seed"/> gives.</summary>
    public static bool IsSeed(string? text) => text?.Length == 2 * SeedBytes && text.All(char.IsAsciiHexDigitLower);

    /// <summary>A link's grain.</summary>
    public IPayLinkGrain Of(MerchantId merchant, string code) => grains.Find<IPayLinkGrain>(PayLinkKey.Of(merchant, code));

    /// <summary>A merchant's link; null where there is none.</summary>
    public async Task<PayLink?> FindAsync(MerchantId merchant, string code) =>
        PayLinkKey.IsCode(code) ? await Of(merchant, code).GetAsync() : null;

    /// <summary>A merchant's link.</summary>
    /// <exception cref="InputException">There is none: 404.</exception>
    public async Task<PayLink> RequireAsync(MerchantId merchant, string code) => await FindAsync(merchant, code) ?? throw NotFound();

    /// <summary>A merchant's links behind a place, newest first.</summary>
    public Task<Page<PayLink>> PageAsync(MerchantId merchant, PageKey? behind, int limit) => queries.PageAsync(merchant, behind, limit);

    /// <summary>Orders that were opened by a link, behind a place, newest first.</summary>
    public Task<Page<Order>> OrdersAsync(PayLink link, PageKey? behind, int limit) => queries.OrdersAsync(link, behind, limit);

    /// <summary>Makes a link. The same seed again is the same link.</summary>
    /// <param name="merchant">The merchant.</param>
    /// <param name="seed">What names the request within the merchant.</param>
    /// <param name="field">A field's text.</param>
    /// <param name="isActive">Whether it is switched on.</param>
    /// <exception cref="InputException">Something is missing or wrong, or there are too many links.</exception>
    public async Task<PayLink> MakeAsync(Merchant merchant, string seed, Func<string, string?> field, bool isActive)
    {
        var code = PayLinkKey.CodeOf(ids.For(merchant.Id, PayLinkKey.NameOf(seed)));
        var command = request.Read(field, isActive, merchant, code);
        if (await queries.CountAsync(merchant.Id, PayLinkRules.MostLinks) >= PayLinkRules.MostLinks)
            throw new InputException("links", $"at most {PayLinkRules.MostLinks} for one merchant", StatusCodes.Status409Conflict);
        return await Of(merchant.Id, code).MakeAsync(command);
    }

    /// <summary>Changes a link.</summary>
    /// <exception cref="InputException">There is none: 404; or something is wrong.</exception>
    public async Task<PayLink> ChangeAsync(PayLink link, Func<string, string?> field, bool isActive) =>
        await Of(link.Merchant, link.Code).ChangeAsync(request.Terms(field, isActive, link)) ?? throw NotFound();

    /// <summary>Switches a link on or off.</summary>
    /// <exception cref="InputException">There is none: 404.</exception>
    public async Task<PayLink> SwitchAsync(PayLink link, bool isOn) =>
        await Of(link.Merchant, link.Code).ChangeAsync(PayLinkTerms.Of(link) with { IsOff = !isOn }) ?? throw NotFound();

    /// <summary>Where payers open a link.</summary>
    public string UrlOf(Merchant merchant, PayLink link) => $"{address.Root}/link/{PayLinkKey.NameOf(merchant.Pid, link.Code)}";

    private static InputException NotFound() => new("link_id", "no such payment link", StatusCodes.Status404NotFound);
}
