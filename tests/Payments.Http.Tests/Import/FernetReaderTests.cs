using Payments.Domain.Secrets;

namespace Payments.Http.Tests.Import;

/// <summary>Tokens that Python made are read, and whatever was changed is not.</summary>
public sealed class FernetReaderTests
{
    private const string Key = "django-insecure-کلید &^%$";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_Python_sealed_is_read_under_the_same_key_alone(bool twice)
    {
        string[] texts = ["", "x", "{\"phone_number\": \"09121234567\", \"name\": \"علی\"}", new('a', 15), new('a', 16), new('b', 10_000)];
        var tokens = await FernetTokens.MakeAsync(Key, twice, texts);
        var (reader, other) = (FernetReader.OfDjango(Key), FernetReader.OfDjango(Key + "x"));
        foreach (var (text, token) in texts.Zip(tokens))
        {
            (reader.TryRead(token, out var read), read).Should().Be((true, text));
            (other.TryRead(token, out var nothing), nothing).Should().Be((false, ""));
        }
    }

    [Fact]
    public async Task Every_change_of_a_token_is_seen()
    {
        var token = (await FernetTokens.MakeAsync(Key, twice: false, "{\"a\": 1}"))[0];
        var reader = FernetReader.OfDjango(Key);
        for (var place = 0; place < token.TrimEnd('=').Length - 1; place++)
        {
            var changed = token.ToCharArray();
            changed[place] = changed[place] == 'A' ? 'B' : 'A';
            reader.TryRead(new string(changed), out _).Should().BeFalse($"place {place} was changed");
        }
        // Nothing but the padding may be left out.
        foreach (var length in Enumerable.Range(0, token.TrimEnd('=').Length))
            reader.TryRead(token[..length], out _).Should().BeFalse($"{length} of {token.Length}");
        foreach (var other in new[] { "", "gAAAAA", "not base64!", "gA==", new string('A', 400) })
            reader.TryRead(other, out _).Should().BeFalse();
    }
}
