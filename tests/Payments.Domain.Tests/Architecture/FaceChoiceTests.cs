using System.Text.RegularExpressions;
using Payments.Testing;

namespace Payments.Domain.Tests.Architecture;

/// <summary>Nothing chooses by face but the table of callback formats, and nothing names a face but its own folder: a new face is found nowhere else.</summary>
public sealed partial class FaceChoiceTests
{
    /// <summary>Where a face may be named: its definition, the formats, and the folders of the faces themselves.</summary>
    private static readonly string[] Allowed =
    [
        "src/Payments.Domain/Orders/Face.cs",
        "src/Payments.Domain/Callbacks/CallbackForm.cs",
        "src/Payments.Domain/Callbacks/Formats/",
        "src/Payments.Http/Faces/Epay/",
        "src/Payments.Http/Faces/Pay188/",
        "src/Payments.Http/Faces/",
    ];

    [Fact]
    public void Faces_and_forms_are_named_and_compared_in_the_formats_and_the_faces_folders_only()
    {
        var named = Files().Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Any(Chooses)).ToArray();
        named.Where(file => !Allowed.Any(file.StartsWith)).Should().BeEmpty("what differs by face belongs into its callback format");
        named.Should().Contain("src/Payments.Domain/Callbacks/Formats/CallbackFormats.cs").And.Contain("src/Payments.Domain/Callbacks/Formats/EpayCallback.cs");
    }

    [Theory]
    [InlineData("if (order.Terms.Face == other) return;", true)]
    [InlineData("var form = order.Terms.Face switch", true)]
    [InlineData("if (delivery.Face is not { } face)", true)]
    [InlineData("        Face.Epay => 1,", true)]
    [InlineData("order is { Terms: { Face: var face } }", true)]
    [InlineData("switch (order.Terms.Face)", true)]
    [InlineData("delivery.Form == CallbackForm.Json", true)]
    [InlineData("var format = CallbackFormats.Of(order.Terms.Face);", false)]
    [InlineData("            Face = format.Face,", false)]
    [InlineData("/// <see cref=\"Delivery.Face\"/>, and of Face.Epay", false)]
    public void The_scan_sees_a_choice(string line, bool isChoice) => Chooses(line).Should().Be(isChoice);

    private static bool Chooses(string line) => !line.TrimStart().StartsWith("///") && Choice().IsMatch(line);

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    /// <summary>A face or form by name; a face in a pattern, in a switch, or beside a comparison.</summary>
    [GeneratedRegex(@"\b(Face|CallbackForm)\.[A-Z]|\.Face\s*(==|!=|is\b|switch\b)|(==|!=)\s*[\w.]*\.Face\b|\{\s*Face:|\bswitch\s*\([^)]*\.Face\)")]
    private static partial Regex Choice();
}
