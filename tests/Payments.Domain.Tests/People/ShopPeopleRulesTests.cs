using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.People;

namespace Payments.Domain.Tests.People;

/// <summary>Who works in a shop: invitations and roles.</summary>
public sealed class ShopPeopleRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly PersonId Anna = new(new string('a', 32));
    private static readonly PersonId Ben = new(new string('b', 32));

    [Fact]
    public void An_invitation_is_taken_once_by_whom_it_is_meant_for()
    {
        var shop = Invited(Shop(), "anna@example.com", "t1");
        ShopPeopleRules.Accept(shop, "t1", Ben, "ben@example.com", Now).Outcome.Should().Be(PeopleOutcome.NotFound);
        ShopPeopleRules.Accept(shop, "t2", Anna, "anna@example.com", Now).Outcome.Should().Be(PeopleOutcome.NotFound);
        var joined = ShopPeopleRules.Accept(shop, "t1", Anna, "anna@example.com", Now);
        joined.Outcome.Should().Be(PeopleOutcome.Changed);
        ShopPeopleRules.RoleOf(joined.Merchant, Anna).Should().Be(ShopRole.Support);
        ShopPeopleRules.Accept(joined.Merchant, "t1", Anna, "anna@example.com", Now).Outcome.Should().Be(PeopleOutcome.NotFound);
    }

    [Theory]
    [InlineData(-1, PeopleOutcome.Changed)]
    [InlineData(0, PeopleOutcome.NotFound)]
    public void An_invitation_ends(int seconds, PeopleOutcome expected) =>
        ShopPeopleRules.Accept(Invited(Shop(), "anna@example.com", "t1"), "t1", Anna, "anna@example.com",
            Now.AddDays(3).AddSeconds(seconds))
            .Outcome.Should().Be(expected);

    [Fact]
    public void A_second_invitation_of_the_same_address_replaces_the_first()
    {
        var shop = Invited(Invited(Shop(), "anna@example.com", "t1"), "anna@example.com", "t2");
        ShopPeopleRules.Find(shop, "t1", Now).Should().BeNull();
        ShopPeopleRules.Find(shop, "t2", Now).Should().NotBeNull();
    }

    [Fact]
    public void Who_was_taken_out_is_told_for_a_week()
    {
        var shop = Joined(Joined(Shop(), Anna, "anna@example.com", ShopRole.Owner), Ben, "ben@example.com", ShopRole.Support);
        var changed = ShopPeopleRules.Change(shop, Ben, ShopRole.Developer, null, Now).Merchant;
        changed.FormerPeople.Should().BeEmpty("another role is no end");
        var without = ShopPeopleRules.Change(changed, Ben, null, null, Now).Merchant;
        without.FormerPeople.Should().Equal(
            new FormerShopPerson { Email = "ben@example.com", Role = ShopRole.Developer, RemovedAt = Now });
        var again = Joined(without, Ben, "ben@example.com", ShopRole.Support);
        ShopPeopleRules.Change(again, Ben, null, null, Now.AddDays(1)).Merchant.FormerPeople.Should().ContainSingle();
        var invited = Invited(without, "ben@example.com", "back");
        ShopPeopleRules.Accept(invited, "back", Ben, "ben@example.com", Now).Merchant.FormerPeople.Should().BeEmpty("he is back");
        var cleo = Joined(again, new PersonId(new string('c', 32)), "cleo@example.com", ShopRole.Support);
        ShopPeopleRules.Change(cleo, new PersonId(new string('c', 32)), null, null, Now.AddDays(7)).Merchant.FormerPeople
            .Select(former => former.Email).Should().Equal("cleo@example.com");
    }

    [Fact]
    public void Who_is_there_is_not_invited_again()
    {
        var shop = Joined(Shop(), Anna, "anna@example.com", ShopRole.Owner);
        ShopPeopleRules.Invite(shop, Invitation("anna@example.com", "t1"), Now).Outcome.Should().Be(PeopleOutcome.IsThere);
    }

    [Fact]
    public void Fifty_invitations_wait_at_most_and_those_that_are_over_do_not_count()
    {
        var shop = Shop();
        for (var i = 0; i < 50; i++) shop = Invited(shop, $"p{i}@example.com", $"t{i}");
        ShopPeopleRules.Invite(shop, Invitation("more@example.com", "more"), Now).Outcome.Should().Be(PeopleOutcome.TooMany);
        ShopPeopleRules.Invite(shop, Invitation("more@example.com", "more"), Now.AddDays(3)).Outcome.Should().Be(PeopleOutcome.Changed);
    }

    [Fact]
    public void The_last_owner_stays_one()
    {
        var shop = Joined(Joined(Shop(), Anna, "anna@example.com", ShopRole.Owner), Ben, "ben@example.com", ShopRole.Support);
        ShopPeopleRules.Change(shop, Anna, ShopRole.Support, null, Now).Outcome.Should().Be(PeopleOutcome.LastOwner);
        ShopPeopleRules.Change(shop, Anna, null, null, Now).Outcome.Should().Be(PeopleOutcome.LastOwner);
        ShopPeopleRules.Change(shop, Anna, ShopRole.Owner, null, Now).Outcome.Should().Be(PeopleOutcome.Unchanged);
        var two = ShopPeopleRules.Change(shop, Ben, ShopRole.Owner, null, Now).Merchant;
        ShopPeopleRules.RoleOf(ShopPeopleRules.Change(two, Anna, null, null, Now).Merchant, Anna).Should().BeNull();
    }

    [Theory]
    [InlineData(ShopRole.Owner, true)]
    [InlineData(ShopRole.Developer, false)]
    [InlineData(null, false)]
    public void Only_who_is_an_owner_at_that_moment_changes_people(ShopRole? role, bool may)
    {
        var shop = Joined(Invited(Shop(), "carl@example.com", "t1"), Ben, "ben@example.com", ShopRole.Support);
        if (role is { } present) shop = Joined(shop, Anna, "anna@example.com", present);
        PeopleOutcome[] outcomes =
        [
            ShopPeopleRules.Invite(shop, Invitation("dora@example.com", "t2") with { By = Anna }, Now).Outcome,
            ShopPeopleRules.Withdraw(shop, "t1", Anna, Now).Outcome,
            ShopPeopleRules.Change(shop, Ben, ShopRole.Accountant, Anna, Now).Outcome,
            ShopPeopleRules.Change(shop, Ben, null, Anna, Now).Outcome,
        ];
        outcomes.Should().AllBeEquivalentTo(may ? PeopleOutcome.Changed : PeopleOutcome.NotAllowed);
    }

    [Fact]
    public void Invitations_go_with_the_role_of_who_issued_them()
    {
        var shop = Joined(Joined(Shop(), Anna, "anna@example.com", ShopRole.Owner), Ben, "ben@example.com", ShopRole.Owner);
        foreach (var (token, by) in new (string, PersonId?)[] { ("anna's", Anna), ("ben's", Ben), ("operator's", null) })
            shop = ShopPeopleRules.Invite(shop, Invitation($"{token[..3]}.friend@example.com", token) with { By = by }, Now).Merchant;
        foreach (var role in new ShopRole?[] { ShopRole.Developer, null })
            ShopPeopleRules.Change(shop, Anna, role, Ben, Now).Merchant.Invitations.Select(waiting => waiting.TokenHash)
                .Should().Equal("ben's", "operator's");
    }

    private static Merchant Invited(Merchant shop, string email, string token)
    {
        var decision = ShopPeopleRules.Invite(shop, Invitation(email, token), Now);
        decision.Outcome.Should().Be(PeopleOutcome.Changed);
        return decision.Merchant;
    }

    private static Merchant Joined(Merchant shop, PersonId person, string email, ShopRole role) =>
        shop with { People = [.. shop.People, new ShopPerson { Person = person, Email = email, Role = role, Since = Now }] };

    private static ShopInvitation Invitation(string email, string token) =>
        new() { Id = token, TokenHash = token, Email = email, Role = ShopRole.Support, Until = Now.AddDays(3) };

    private static Merchant Shop() => new()
    {
        Id = new MerchantId(new string('0', 32)),
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        ApiKeyHash = "",
        SealedSecret = "",
        CreatedAt = Now,
        UpdatedAt = Now,
    };
}
