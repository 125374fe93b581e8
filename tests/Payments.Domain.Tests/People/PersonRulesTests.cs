using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.People;

/// <summary>Sessions, links and second factors of a person, as rules.</summary>
public sealed class PersonRulesTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData(10, 9, false)]
    [InlineData(10, 10, false)]
    [InlineData(10, 11, true)]
    public void A_code_of_a_step_is_taken_once_and_none_of_an_earlier_one_after_it(long last, long step, bool isTaken)
    {
        var next = PersonRules.TakeStep(Anna() with { SealedSecret = "s", LastStep = last }, step);
        (next is not null).Should().Be(isTaken);
        if (next is null) return;
        next.LastStep.Should().Be(step);
        PersonRules.TakeStep(next, step).Should().BeNull();
    }

    [Fact]
    public void Twenty_browsers_are_known_and_the_one_that_was_not_used_for_longest_is_forgotten()
    {
        var person = Anna();
        for (var i = 0; i < PersonRules.BrowsersKept; i++)
            person = PersonRules.Meet(person, null, $"b{i}", isFirst: false, Start.AddHours(i));
        person = PersonRules.Told(PersonRules.Told(person, "b0"), "nobody's");
        person = PersonRules.Meet(person, "b0", "c0", isFirst: false, Start.AddDays(2));
        person.Browsers.Should().HaveCount(PersonRules.BrowsersKept).And.ContainSingle(browser => browser.IsTold);
        person = PersonRules.Meet(person, "b0", "c1", isFirst: false, Start.AddDays(3));
        person.Browsers.Should().HaveCount(PersonRules.BrowsersKept);
        person.Browsers[0].Should().Be(new PersonBrowser { TokenHash = "c1", SeenAt = Start.AddDays(3) }, "what was replaced is not known");
        person.Browsers.Select(browser => browser.TokenHash).Should().Contain("c0").And.NotContain("b1");
    }

    [Fact]
    public void Who_signs_in_twice_in_a_browser_leaves_no_session_of_which_nobody_is_told()
    {
        var person = PersonRules.Meet(Anna(), null, "x", isFirst: false, Start);
        person = PersonRules.Begin(person, Session(1, Start) with { BrowserHash = "x" });
        person = PersonRules.Meet(person, "x", "y", isFirst: false, Start.AddMinutes(1));
        person = PersonRules.Begin(person, Session(2, Start.AddMinutes(1)) with { BrowserHash = "y" });
        person.Sessions.Should().OnlyContain(session => PersonRules.Untold(person, session) != null);
        person = PersonRules.Told(person, "y");
        person.Sessions.Should().OnlyContain(session => PersonRules.Untold(person, session) == null);
    }

    [Theory]
    [InlineData("session-2", "mine")]
    [InlineData(null, null)]
    public void With_a_new_password_no_browser_is_known_but_the_one_that_stays_signed_in(string? kept, string? known)
    {
        var person = PersonRules.Meet(PersonRules.Meet(Anna(), null, "theirs", isFirst: false, Start), null, "mine", isFirst: true, Start);
        person = PersonRules.Begin(person, Session(1, Start) with { BrowserHash = "theirs" });
        person = PersonRules.Begin(person, Session(2, Start) with { Id = "session-2", BrowserHash = "mine" });
        PersonRules.WithPassword(person, "new", kept, Start).Browsers.Select(browser => browser.TokenHash)
            .Should().Equal(known is null ? [] : [known]);
    }

    [Fact]
    public void A_recovery_code_is_taken_once()
    {
        var person = Anna() with { RecoveryHashes = ["a", "b"] };
        var next = PersonRules.TakeRecovery(person, "a")!;
        next.RecoveryHashes.Should().Equal("b");
        PersonRules.TakeRecovery(next, "a").Should().BeNull();
    }

    [Theory]
    [InlineData(0, 59, false)]
    [InlineData(0, 60, true)]
    [InlineData(11 * 60 + 30, 11 * 60 + 59, false)]
    [InlineData(11 * 60 + 30, 12 * 60, true)]
    public void A_session_ends_an_hour_after_its_last_use_and_twelve_hours_after_signing_in(int seen, int asked, bool isOver)
    {
        var person = PersonRules.Begin(Anna(), Session(1, Start) with { SeenAt = Start.AddMinutes(seen) });
        (PersonRules.Find(person, "hash-1", Start.AddMinutes(asked)) is null).Should().Be(isOver);
    }

    [Fact]
    public void One_session_too_many_ends_the_one_that_was_not_used_for_longest()
    {
        var person = Anna();
        for (var i = 1; i <= 20; i++) person = PersonRules.Begin(person, Session(i, Start.AddSeconds(i)));
        person = PersonRules.See(person, person.Sessions[0], Start.AddMinutes(10), "203.0.113.7");
        person = PersonRules.Begin(person, Session(21, Start.AddMinutes(11)));
        person.Sessions.Should().HaveCount(20);
        person.Sessions.Select(session => session.Id).Should().Contain("1").And.NotContain("2").And.Contain("21");
    }

    [Fact]
    public void A_use_is_stored_every_five_minutes_at_most()
    {
        var person = PersonRules.Begin(Anna(), Session(1, Start));
        PersonRules.See(person, person.Sessions[0], Start.AddSeconds(299), "x").Should().BeSameAs(person);
        PersonRules.See(person, person.Sessions[0], Start.AddSeconds(300), "x").Sessions[0].SeenAt.Should().Be(Start.AddSeconds(300));
    }

    [Fact]
    public void A_new_password_ends_every_other_session_and_the_link_that_waits()
    {
        var person = PersonRules.Begin(PersonRules.Begin(Anna(), Session(1, Start)), Session(2, Start)) with { Link = Link() };
        var next = PersonRules.WithPassword(person, "new", "2", Start);
        next.Sessions.Select(session => session.Id).Should().Equal("2");
        (next.PasswordHash, next.Link).Should().Be(("new", null));
    }

    [Theory]
    [InlineData("token", -1, true)]
    [InlineData("token", 0, false)]
    [InlineData("other", -1, false)]
    public void A_link_works_once_before_its_end(string token, int seconds, bool isTaken)
    {
        var person = PersonRules.Begin(Anna() with { Link = Link(), SealedSecret = "s", RecoveryHashes = ["r"] }, Session(1, Start));
        var next = PersonRules.UseLink(person, token, "new", Start.AddDays(3).AddSeconds(seconds));
        (next is not null).Should().Be(isTaken);
        if (next is null) return;
        (next.IsOperator, next.HasSecondFactor, next.RecoveryHashes.Count, next.Sessions.Count).Should().Be((true, false, 0, 0));
        PersonRules.UseLink(next, token, "again", Start).Should().BeNull();
    }

    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public void Another_link_is_mailed_after_ten_minutes_and_not_before(int seconds, bool isMailed)
    {
        var asked = PersonRules.MailLink(Anna(), "one", Start)!;
        asked.MailedLink!.Until.Should().Be(Start.AddHours(1));
        (PersonRules.MailLink(asked, "two", Start.AddSeconds(seconds)) is not null).Should().Be(isMailed);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, null, true)]
    public void Whoever_is_no_operator_any_more_becomes_none_by_a_link_that_waits(bool isOperator, bool? makesOperator, bool keepsLink)
    {
        var link = makesOperator is { } makes
            ? new PersonLink { TokenHash = "token", Until = Start.AddDays(3), MakesOperator = makes }
            : null;
        var before = Anna() with { IsOperator = isOperator, Link = link };
        var after = PersonRules.WithoutOperator(before);
        (after.IsOperator, after.Link).Should().Be((false, keepsLink ? link : null));
        if (!isOperator && keepsLink) after.Should().BeSameAs(before);
    }

    [Fact]
    public void A_person_joins_a_shop_once_and_no_more_than_a_hundred()
    {
        var person = Anna();
        for (var i = 0; i < 100; i++) person = PersonRules.Join(person, new MerchantId($"{i:x32}"))!;
        PersonRules.Join(person, new MerchantId($"{7:x32}")).Should().BeSameAs(person);
        PersonRules.Join(person, new MerchantId($"{100:x32}")).Should().BeNull();
    }

    [Fact]
    public void A_recovery_code_reads_as_four_groups_and_however_it_is_typed()
    {
        var code = RecoveryCode.New(new SystemRandomBytes());
        code.Should().MatchRegex("^([a-hj-km-np-z02-9]{4}-){3}[a-hj-km-np-z02-9]{4}$");
        RecoveryCode.Plain(code.Replace('-', ' ').ToUpperInvariant()).Should().Be(code.Replace("-", "")).And.HaveLength(16);
        RecoveryCode.New(new SystemRandomBytes()).Should().NotBe(code);
    }

    private static Person Anna() =>
        new() { Id = new PersonId(new string('a', 32)), Email = "anna@example.com", CreatedAt = Start, PasswordHash = "old" };

    private static PersonLink Link() =>
        new() { TokenHash = "token", Until = Start.AddDays(3), MakesOperator = true, DropsSecondFactor = true };

    private static PersonSession Session(int number, DateTimeOffset at) =>
        new() { Id = $"{number}", TokenHash = $"hash-{number}", BegunAt = at, SeenAt = at };
}
