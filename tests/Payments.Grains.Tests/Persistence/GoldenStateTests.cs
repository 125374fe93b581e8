using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FluentAssertions.Execution;

namespace Payments.Grains.Tests.Persistence;

/// <summary>What lies in databases is read by every later version, and survives an earlier one. <c>docs/storage.md</c> has the rules.</summary>
public sealed class GoldenStateTests
{
    public static TheoryData<string> States => new(GoldenFile.Types.Keys);

    [Fact]
    public void Every_stored_state_has_golden_files()
    {
        GoldenStates.Full.Keys.Should().BeEquivalentTo(GoldenFile.Types.Keys);
        GoldenStates.Oldest.Keys.Should().BeEquivalentTo(GoldenFile.Types.Keys);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_golden_file_reads_as_expected_and_is_written_byte_for_byte(string state)
    {
        var golden = GoldenFile.Read(state);

        var read = GoldenFile.Parse(state, golden);

        Check(read, GoldenStates.Full[state]);
        GoldenFile.Records(read).Should().OnlyContain(record => GoldenFile.Unknown(record) == null, "a field was removed or renamed");
        GoldenFile.Write(state, read).Should().Be(golden);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_oldest_form_reads_as_expected_and_keeps_all_that_it_says(string state)
    {
        var oldest = GoldenFile.Read(state, ".oldest");

        var read = GoldenFile.Parse(state, oldest);

        Check(read, GoldenStates.Oldest[state]);
        GoldenFile.Records(read).Should().OnlyContain(record => GoldenFile.Unknown(record) == null, "a field was removed or renamed");
        Missing(JsonNode.Parse(oldest)!, JsonNode.Parse(GoldenFile.Write(state, read))!, "$").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_golden_file_has_every_field_of_every_record(string state)
    {
        using var scope = new AssertionScope(state);
        var records = GoldenFile.Records(GoldenFile.Parse(state, GoldenFile.Read(state))).ToLookup(record => record.GetType());
        foreach (var type in RecordsOf(GoldenFile.Types[state]))
            foreach (var property in type.GetProperties().Where(GoldenFile.Carried))
                records[type].Select(property.GetValue).Should().Contain(value => IsFilled(value), $"{type.Name}.{property.Name} would be changed unseen");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void What_a_newer_version_stored_survives_a_write_of_this_one(string state)
    {
        var newer = GoldenFile.WithUnknown(JsonNode.Parse(GoldenFile.Read(state))!);

        var read = GoldenFile.Parse(state, newer.ToJsonString());

        GoldenFile.Records(read).Should().OnlyContain(record => GoldenFile.Unknown(record)!.Count == 1, "each stored record keeps what it does not know");
        JsonNode.DeepEquals(JsonNode.Parse(GoldenFile.Write(state, read)), newer).Should().BeTrue();
    }

    [Fact]
    public void A_word_that_only_a_newer_version_knows_is_refused_and_never_written_over()
    {
        var newer = GoldenFile.Read("order").Replace("\"status\":\"completed\"", "\"status\":\"disputed\"");
        FluentActions.Invoking(() => GoldenFile.Parse("order", newer)).Should().Throw<System.Text.Json.JsonException>();
    }

    [Fact]
    public void Every_stored_record_keeps_what_it_does_not_know()
    {
        foreach (var type in GoldenFile.Types.Values.SelectMany(RecordsOf).Distinct())
            type.GetProperties().Count(property => property.IsDefined(typeof(JsonExtensionDataAttribute))).Should().Be(1, $"{type.Name} would lose fields of a newer version");
    }

    /// <summary>By members, because equality of records does not look into lists.</summary>
    private static void Check(object read, object expected) =>
        read.Should().BeEquivalentTo(expected, options => options.RespectingRuntimeTypes().WithStrictOrdering().ComparingByValue<UInt128>().ComparingByValue<decimal>());

    private static IEnumerable<Type> RecordsOf(Type root)
    {
        var found = new List<Type> { root };
        for (var i = 0; i < found.Count; i++)
            found.AddRange(found[i].GetProperties().Where(GoldenFile.Carried).SelectMany(property => Architecture.Product.Parts(property.PropertyType)).Where(GoldenFile.IsRecord).Distinct().Except(found));
        return found;
    }

    private static bool IsFilled(object? value) => value switch
    {
        null or "" => false,
        string => true,
        System.Collections.IEnumerable many => many.Cast<object>().Any(),
        _ => true,
    };

    /// <summary>The places of a text that another has lost or changed.</summary>
    private static IEnumerable<string> Missing(JsonNode before, JsonNode? after, string place) => before switch
    {
        JsonObject map => map.SelectMany(pair => Missing(pair.Value!, after?[pair.Key], $"{place}.{pair.Key}")),
        JsonArray list => list.SelectMany((item, index) => Missing(item!, (after as JsonArray)?.ElementAtOrDefault(index), $"{place}[{index}]")),
        _ => JsonNode.DeepEquals(before, after) ? [] : [place],
    };
}
