using Orleans;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Console.Access;

namespace Payments.Http.Console.People;

/// <summary>A link that was issued. The address is shown this once.</summary>
/// <param name="Outcome">Whether it was.</param>
/// <param name="Address">The address; empty where none was issued.</param>
/// <param name="Until">Until when it works.</param>
internal sealed record IssuedLink(PeopleOutcome Outcome, string Address, DateTimeOffset Until);

/// <summary>Issues links: invitations to shops, and operators' links by which a password is set.</summary>
internal sealed class ConsoleLinks(
    IGrainFactory grains, IOrderIds ids, IRandomBytes random, MerchantDirectory merchants, PublicAddress address, TimeProvider time)
{
    private const int TokenBytes = 32;
    private const int IdBytes = 8;

    /// <summary>Invites somebody into a shop.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="email">Who is invited.</param>
    /// <param name="role">As what.</param>
    /// <param name="by">Who of the shop invites; null for an operator.</param>
    public async Task<IssuedLink> InviteAsync(MerchantId shop, string email, ShopRole role, PersonId? by)
    {
        var (token, until) = (random.Hex(TokenBytes), time.GetUtcNow() + PersonRules.LinkEnd);
        var outcome = await grains.Find<IMerchantGrain>(shop.GrainKey).InvitePersonAsync(new ShopInvitation
        {
            Id = random.Hex(IdBytes),
            TokenHash = ApiKeys.Hash(token),
            Email = email,
            Role = role,
            Until = until,
            IsOperators = by is null,
            By = by,
        });
        var link = outcome == PeopleOutcome.Changed && await merchants.ByIdAsync(shop) is { Merchant: var merchant }
            ? FormattableString.Invariant($"{address.Root}{ConsolePaths.Invitation}?shop={merchant.Pid}&token={token}")
            : "";
        return new IssuedLink(outcome, link, until);
    }

    /// <summary>Whether somebody has set a password under an e-mail address.</summary>
    public async Task<bool> HasAccountAsync(string email) =>
        await grains.Find<IPersonGrain>(ids.PersonOf(email).GrainKey).GetAsync() is { IsReady: true };

    /// <summary>Issues a link by which a person sets a password; one that makes an operator also for who has no account yet.</summary>
    public async Task<IssuedLink> PasswordAsync(string email, bool makesOperator, bool dropsSecondFactor)
    {
        var (token, until, id) = (random.Hex(TokenBytes), time.GetUtcNow() + PersonRules.LinkEnd, ids.PersonOf(email));
        var isIssued = await grains.Find<IPersonGrain>(id.GrainKey).IssueLinkAsync(email, new PersonLink
        {
            TokenHash = ApiKeys.Hash(token),
            Until = until,
            MakesOperator = makesOperator,
            DropsSecondFactor = dropsSecondFactor,
        });
        var link = isIssued ? $"{address.Root}{ConsolePaths.Welcome}?person={id.Value}&token={token}" : "";
        return new IssuedLink(isIssued ? PeopleOutcome.Changed : PeopleOutcome.NotFound, link, until);
    }
}
