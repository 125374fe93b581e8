using Payments.Domain.Settings;

namespace Payments.Domain.Tests.Settings;

public sealed class SettingTimeTests
{
    [Theory]
    [InlineData("00:00:02", 2)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("7.01:00:00", 608_400)]
    [InlineData("00:00:00.25", 0.25)]
    [InlineData("1.00:00:00.5", 86_400.5)]
    public void Hours_minutes_and_seconds_are_a_time(string text, double seconds)
    {
        SettingTime.TryParse(text, out var time).Should().BeTrue();
        time.TotalSeconds.Should().Be(seconds);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("30.5")]
    [InlineData("24:00:00")]
    [InlineData("36:00:00")]
    [InlineData("00:30")]
    [InlineData("00:60:00")]
    [InlineData("-00:00:01")]
    [InlineData("30s")]
    [InlineData("")]
    public void What_may_be_meant_otherwise_is_none(string text) => SettingTime.TryParse(text, out _).Should().BeFalse();
}
