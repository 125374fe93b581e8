using System.Text.RegularExpressions;
using Payments.Testing;

namespace Payments.Deploy.Tests.Scripts;

/// <summary>What the README tells to run, it tells in both languages.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>Lines of a fence up to a comment, a script, an option of the demo, a command of the program.</summary>
    [GeneratedRegex(
        @"^(?:scripts/|curl |  -d |PAYMENTS_)[^#\n]*|scripts/[a-z]+\.sh|(?<=`)--[a-z]+|(?<=`)payments [a-z]+(?: check)?",
        RegexOptions.Multiline)]
    private static partial Regex Command();

    [Fact]
    public void The_Chinese_README_has_the_commands_of_the_English_one()
    {
        var (english, chinese) = (Commands("README.md"), Commands("README.zh.md"));
        english.Should().Contain(["scripts/run.sh", "scripts/setup.sh", "--provider", "payments provider check", "payments archive"]);
        chinese.Should().Contain(english);
    }

    private static HashSet<string> Commands(string file) =>
        [.. Command().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(match => match.Value.Trim())];
}
