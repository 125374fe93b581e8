using System.Buffers.Text;
using System.Text;
using Payments.Storage.Queries;

namespace Payments.Storage.Tests.Lists;

/// <summary>Places in lists, as callers give them back.</summary>
public sealed class PageKeyTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1_767_225_600_000, "ord-1")]
    [InlineData(long.MaxValue, "a key with 空 spaces")]
    public void A_place_is_read_as_it_was_written(long at, string key)
    {
        PageKey.TryParse(new PageKey(at, key).ToString(), out var place).Should().BeTrue();
        place.Should().Be(new PageKey(at, key));
    }

    [Theory]
    [InlineData("5")]
    [InlineData(" ord-1")]
    [InlineData("x ord-1")]
    [InlineData("-5 ord-1")]
    [InlineData("9223372036854775808 ord-1")]
    [InlineData("5 ord\0-1")]
    public void What_no_list_wrote_is_no_place(string plain) =>
        PageKey.TryParse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(plain)), out _).Should().BeFalse();

    [Fact]
    public void Neither_nothing_nor_other_letters_nor_a_long_text_is_a_place()
    {
        PageKey.TryParse("", out _).Should().BeFalse();
        PageKey.TryParse("5 ord-1", out _).Should().BeFalse();
        PageKey.TryParse(new PageKey(5, new string('k', 300)).ToString(), out _).Should().BeFalse();
    }
}
