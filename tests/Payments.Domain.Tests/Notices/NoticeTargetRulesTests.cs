using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.People;

namespace Payments.Domain.Tests.Notices;

/// <summary>To whom a shop's notices go, and what they say.</summary>
public sealed class NoticeTargetRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Merchant Shop(string name = "Shop") => new()
    {
        Id = new MerchantId(new string('a', 32)),
        Pid = 1000,
        Name = name,
        Email = "shop@example.com",
        ApiKeyHash = "",
        SealedSecret = "",
        CreatedAt = Now,
        UpdatedAt = Now,
        People =
        [
            new ShopPerson { Person = new PersonId(new string('1', 32)), Email = "anna@example.com", Role = ShopRole.Owner, Since = Now },
            new ShopPerson { Person = new PersonId(new string('2', 32)), Email = "ben@example.com", Role = ShopRole.Support, Since = Now },
        ],
    };

    private static NoticeTarget Target(string id = "t", string to = "a@example.com", params NoticeEvent[] events) => new()
    {
        Id = id,
        Channel = NoticeChannel.Mail,
        Recipient = to,
        Language = "en",
        Events = events.Length == 0 ? NoticeTargetRules.Choices : events,
        ConfirmHash = $"hash-{id}",
        ConfirmUntil = Now + NoticeTargetRules.ConfirmEnd,
        CreatedAt = Now,
    };

    private static Merchant With(Merchant shop, params NoticeTarget[] targets) => targets.Aggregate(shop, (known, target) =>
        NoticeTargetRules.Confirm(NoticeTargetRules.Add(known, target, Now).Merchant, target.ConfirmHash!, Now).Merchant);

    private static FoundNotice Found(NoticeEvent about, params string[] facts) => new(about, $"{about}:1", Now, "/orders", facts);

    [Fact]
    public void A_target_takes_nothing_before_its_link_was_used_which_works_once_and_for_a_day()
    {
        var (outcome, shop) = NoticeTargetRules.Add(Shop(), Target(), Now);
        outcome.Should().Be(NoticeOutcome.Done);
        shop.Notices[0].Takes(NoticeEvent.Unmatched, Now).Should().BeFalse();
        NoticeTargetRules.Confirm(shop, "hash-x", Now).Outcome.Should().Be(NoticeOutcome.NotFound);
        NoticeTargetRules.Confirm(shop, "hash-t", Now.AddDays(1)).Outcome.Should().Be(NoticeOutcome.NotFound);
        var confirmed = NoticeTargetRules.Confirm(shop, "hash-t", Now.AddDays(1).AddSeconds(-1)).Merchant;
        confirmed.Notices[0].Takes(NoticeEvent.Unmatched, Now.AddDays(1)).Should().BeTrue();
        confirmed.Notices[0].Takes(NoticeEvent.Unmatched, Now).Should().BeFalse("it happened before");
        NoticeTargetRules.Confirm(confirmed, "hash-t", Now).Outcome.Should().Be(NoticeOutcome.NotFound);
        NoticeTargetRules.Renew(confirmed, "t", "hash-2", Now).Outcome.Should().Be(NoticeOutcome.NotFound, "it is confirmed");
        var renewed = NoticeTargetRules.Renew(shop, "t", "hash-2", Now).Merchant;
        NoticeTargetRules.Confirm(renewed, "hash-t", Now).Outcome.Should().Be(NoticeOutcome.NotFound, "another link took its place");
    }

    [Fact]
    public void An_address_is_there_once_and_so_many_are_enough()
    {
        var shop = Shop();
        for (var i = 0; i < NoticeTargetRules.Most; i++)
            shop = NoticeTargetRules.Add(shop, Target($"t{i}", $"a{i}@example.com"), Now).Merchant;
        NoticeTargetRules.Add(shop, Target("x", "a1@example.com"), Now).Outcome.Should().Be(NoticeOutcome.IsThere);
        NoticeTargetRules.Add(shop, Target("x", "x@example.com"), Now).Outcome.Should().Be(NoticeOutcome.TooMany);
        NoticeTargetRules.Remove(shop, "t1", Now).Merchant.Notices.Should().HaveCount(NoticeTargetRules.Most - 1);
        NoticeTargetRules.Remove(shop, "x", Now).Outcome.Should().Be(NoticeOutcome.NotFound);
    }

    [Fact]
    public void What_happens_during_a_pause_is_not_told_afterwards()
    {
        var shop = With(Shop(), Target());
        shop = NoticeTargetRules.Set(shop, "t", [NoticeEvent.Review, NoticeEvent.Password], isPaused: true, Now.AddHours(1)).Merchant;
        shop.Notices[0].Events.Should().Equal([NoticeEvent.Review], "others are no choice");
        shop.Notices[0].Takes(NoticeEvent.Review, Now.AddHours(2)).Should().BeFalse();
        shop = NoticeTargetRules.Set(shop, "t", [NoticeEvent.Review], isPaused: false, Now.AddHours(3)).Merchant;
        shop.Notices[0].Takes(NoticeEvent.Review, Now.AddHours(2)).Should().BeFalse();
        shop.Notices[0].Takes(NoticeEvent.Review, Now.AddHours(3)).Should().BeTrue();
    }

    [Theory]
    [InlineData(NoticeEvent.Review, true, "a@example.com")]
    [InlineData(NoticeEvent.Unmatched, true, "")]
    [InlineData(NoticeEvent.Guarded, true, "anna@example.com ben@example.com")]
    [InlineData(NoticeEvent.Guarded, false, "")]
    public void Events_go_to_who_wants_them_and_guarded_changes_to_all_people(NoticeEvent about, bool hasMail, string recipients)
    {
        var shop = With(Shop(), Target("t", "a@example.com", NoticeEvent.Review));
        var letters = NoticeLetters.Of(shop, Found(about, "wallets", "x", "y", "z"), [], hasMail, null, Now);
        letters.Select(letter => letter.Recipient).Should().Equal(recipients.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_person_whose_address_is_a_target_is_told_once()
    {
        var shop = With(Shop(), Target("t", "anna@example.com"));
        NoticeLetters.Of(shop, Found(NoticeEvent.Guarded, "wallets", "x", "y", "z"), [], true, null, Now)
            .Select(letter => letter.Recipient).Should().Equal("anna@example.com", "ben@example.com");
    }

    [Fact]
    public void Whoever_was_there_before_a_change_is_told_of_it_and_of_all_its_parts()
    {
        string[] before = ["anna@example.com", "gone@example.com"];
        var letters = NoticeLetters.Of(Shop(), Found(NoticeEvent.Guarded, "people,wallets", "x", "y", "z"), before, true, null, Now);
        letters.Select(letter => letter.Recipient).Should().Equal("anna@example.com", "ben@example.com", "gone@example.com");
        letters[2].Body.Should().Contain($"{NoticeTexts.English.Parts["people"]}, {NoticeTexts.English.Parts["wallets"]}");
        NoticeLetters.Of(Shop(), Found(NoticeEvent.Review, "x"), before, true, null, Now).Should().BeEmpty("that is for targets");
        NoticeLetters.RecipientsOf(With(Shop(), Target("t", "a@example.com", NoticeEvent.Review)))
            .Should().Equal("anna@example.com", "ben@example.com", "a@example.com");
    }

    [Fact]
    public void Every_event_has_its_words_in_both_languages()
    {
        string[] facts = ["1", "2", "3", "4"];
        foreach (var texts in new[] { NoticeTexts.English, NoticeTexts.Chinese })
        {
            texts.Names.Keys.Should().BeEquivalentTo(Enum.GetValues<NoticeEvent>());
            foreach (var about in NoticeTargetRules.Choices)
            {
                var text = texts.Compose(Shop(), Found(about, facts), "https://pay.example");
                text.Body.Should().Contain("https://pay.example/console/1000/orders").And.Contain("1").And.NotContain("{");
                text.Subject.Should().StartWith("[Shop] ");
            }
        }
        NoticeTexts.English.Parts.Keys.Should().BeEquivalentTo(NoticeTexts.Chinese.Parts.Keys);
    }

    [Fact]
    public void A_subject_is_one_short_line_whatever_the_shop_is_called()
    {
        var shop = Shop($"Evil\r\nBcc: all@example.com\n{new string('x', 500)}");
        var subject = NoticeTexts.English.Compose(shop, Found(NoticeEvent.Test), null).Subject;
        subject.Should().NotContainAny("\r", "\n").And.HaveLength(NoticeText.SubjectLimit);
    }
}
