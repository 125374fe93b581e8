using Payments.Domain.Identity;
using Payments.Domain.Merchants;

namespace Payments.Domain.People;

/// <summary>Who works in a shop.</summary>
public static class ShopPeopleRules
{
    /// <summary>Most people of one shop, and most invitations that wait.</summary>
    public const int Most = 50;

    /// <summary>How long it is kept who was taken out of a shop.</summary>
    public static readonly TimeSpan FormerKept = TimeSpan.FromDays(7);

    /// <summary>The role of a person in a shop, or null.</summary>
    public static ShopRole? RoleOf(Merchant merchant, PersonId person) =>
        merchant.People.FirstOrDefault(known => known.Person == person)?.Role;

    /// <summary>The invitation of a token, or null where none waits.</summary>
    public static ShopInvitation? Find(Merchant merchant, string tokenHash, DateTimeOffset now) =>
        merchant.Invitations.FirstOrDefault(known => known.TokenHash == tokenHash && now < known.Until);

    /// <summary>Whether somebody may change the shop's people at this moment; null is an operator, who may.</summary>
    public static bool MayChange(Merchant merchant, PersonId? by) =>
        by is not { } person || RoleRules.May(RoleOf(merchant, person) ?? ShopRole.Accountant, ShopAction.ChangePeople);

    /// <summary>
    /// Invites somebody. An invitation of the same e-mail address that waits is replaced; those that are over are forgotten.
    /// </summary>
    public static PeopleDecision Invite(Merchant merchant, ShopInvitation invitation, DateTimeOffset now)
    {
        if (!MayChange(merchant, invitation.By)) return new(PeopleOutcome.NotAllowed, merchant);
        if (merchant.People.Any(known => known.Email == invitation.Email)) return new(PeopleOutcome.IsThere, merchant);
        var waiting = merchant.Invitations.Where(known => now < known.Until && known.Email != invitation.Email).ToArray();
        if (waiting.Length >= Most || merchant.People.Count >= Most) return new(PeopleOutcome.TooMany, merchant);
        return new(PeopleOutcome.Changed, merchant with { Invitations = [.. waiting, invitation], UpdatedAt = now });
    }

    /// <summary>Takes an invitation back.</summary>
    public static PeopleDecision Withdraw(Merchant merchant, string invitationId, PersonId? by, DateTimeOffset now)
    {
        if (!MayChange(merchant, by)) return new(PeopleOutcome.NotAllowed, merchant);
        if (merchant.Invitations.All(known => known.Id != invitationId)) return new(PeopleOutcome.NotFound, merchant);
        return new(PeopleOutcome.Changed, merchant with
        {
            Invitations = [.. merchant.Invitations.Where(known => known.Id != invitationId)],
            UpdatedAt = now,
        });
    }

    /// <summary>Takes an invitation up, once, by whom it is meant for.</summary>
    public static PeopleDecision Accept(Merchant merchant, string tokenHash, PersonId person, string email, DateTimeOffset now)
    {
        if (Find(merchant, tokenHash, now) is not { } invitation || invitation.Email != email) return new(PeopleOutcome.NotFound, merchant);
        if (RoleOf(merchant, person) is not null) return new(PeopleOutcome.IsThere, merchant);
        if (merchant.People.Count >= Most) return new(PeopleOutcome.TooMany, merchant);
        return new(PeopleOutcome.Changed, merchant with
        {
            People = [.. merchant.People, new ShopPerson { Person = person, Email = email, Role = invitation.Role, Since = now }],
            Invitations = [.. merchant.Invitations.Where(known => known.Id != invitation.Id)],
            FormerPeople = [.. Former(merchant, email, now)],
            UpdatedAt = now,
        });
    }

    /// <summary>
    /// Gives somebody another role, or with null takes the person out of the shop; invitations by who may not invite any more go with it.
    /// The last owner stays one.
    /// </summary>
    public static PeopleDecision Change(Merchant merchant, PersonId person, ShopRole? role, PersonId? by, DateTimeOffset now)
    {
        if (!MayChange(merchant, by)) return new(PeopleOutcome.NotAllowed, merchant);
        if (RoleOf(merchant, person) is not { } present) return new(PeopleOutcome.NotFound, merchant);
        if (present == role) return new(PeopleOutcome.Unchanged, merchant);
        var owners = merchant.People.Count(known => known.Role == ShopRole.Owner);
        if (present == ShopRole.Owner && owners == 1) return new(PeopleOutcome.LastOwner, merchant);
        var changed = merchant with
        {
            People = role is { } next
                ? [.. merchant.People.Select(known => known.Person == person ? known with { Role = next } : known)]
                : [.. merchant.People.Where(known => known.Person != person)],
            FormerPeople = role is null
                ? WithFormer(merchant, merchant.People.First(known => known.Person == person), now)
                : [.. Former(merchant, "", now)],
            UpdatedAt = now,
        };
        return new(PeopleOutcome.Changed, changed with
        {
            Invitations = [.. merchant.Invitations.Where(known => MayChange(changed, known.By))],
        });
    }

    private static IReadOnlyList<FormerShopPerson> WithFormer(Merchant merchant, ShopPerson removed, DateTimeOffset now) =>
    [
        .. Former(merchant, removed.Email, now).TakeLast(Most - 1),
        new FormerShopPerson { Email = removed.Email, Role = removed.Role, RemovedAt = now },
    ];

    /// <summary>Who was taken out lately, but for one address.</summary>
    private static IEnumerable<FormerShopPerson> Former(Merchant merchant, string but, DateTimeOffset now) =>
        merchant.FormerPeople.Where(former => now - former.RemovedAt < FormerKept && former.Email != but);
}
