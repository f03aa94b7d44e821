// SPDX-FileCopyrightText: 2026 The Brink authors
// SPDX-License-Identifier: Apache-2.0
#include "host/config/classifier_types.hpp"
#include "tests/config/support.hpp"

namespace brink::test {
namespace {

/// A wrong config: `from` in small_config becomes `to`.
struct Wrong {
  const char* name;
  const char* from;
  const char* to;
  const char* place;  ///< line:column of the error
  const char* key;    ///< that the error names
  const char* what;   ///< words of the error
};

class WrongConfig : public testing::TestWithParam<Wrong> {};

TEST_P(WrongConfig, NamesPlaceKeyAndWhatIsAccepted) {
  const Wrong& wrong = GetParam();
  const std::string line = error_of(replaced(small_config, wrong.from, wrong.to));
  const std::string start = std::string("bad.toml:") + wrong.place + ": " + wrong.key + ": ";
  EXPECT_EQ(line.substr(0, start.size()), start) << line;
  EXPECT_NE(line.find(wrong.what), std::string::npos) << line;
  EXPECT_NE(line.find("; accepted: "), std::string::npos) << line;
}

const char* const s = "samples = 100";
const char* const c = "type = \"brightness\"";
const char* const r = "radius_scale = [0.5, 1.0]";

const Wrong in_run[] = {
    {"UnknownKey", s, "samples = 100\nsede = 1", "3:1", "run.sede", "did you mean \"seed\"?"},
    {"UnknownTable", "[run]", "[swep]\n[run]", "1:2", "swep", "did you mean \"sweep\"?"},
    {"UnknownWithoutHint", s, "xyzzy = 100", "2:1", "run.xyzzy", "unknown key;"},
    {"KeyBeforeTables", "[run]", "seed = 1\n[run]", "1:1", "seed", "unknown key"},
    {"RunIsNoTable", "[run]\nsamples = 100", "run = 3", "1:7", "run",
     "the integer 3 is not a table"},
    {"RunIsAList", "[run]", "[[run]]", "1:1", "run", "a list is not a table"},
    {"NoSamples", s, "", "1:1", "run.samples", "missing"},
    {"NoRun", "[run]\nsamples = 100", "", "1:1", "run.samples", "missing"},
    {"SamplesZero", s, "samples = 0", "2:11", "run.samples", "0 is out of range"},
    {"SamplesNegative", s, "samples = -5", "2:11", "run.samples", "-5 is out of range"},
    {"SamplesTooMany", s, "samples = 281474976710657", "2:11", "run.samples",
     "1 to 281474976710656"},
    {"SamplesFraction", s, "samples = 1_000.50", "2:11", "run.samples",
     "the number 1_000.50 is not an integer"},
    {"SamplesTiny", s, "samples = 1e-3", "2:11", "run.samples",
     "the number 1e-3 is not an integer"},
    {"SamplesHugeFloat", s, "samples = 1e30", "2:11", "run.samples", "1e30 is out of range"},
    {"SamplesLargestDouble", s, "samples = 1.7e308", "2:11", "run.samples",
     "1.7e308 is out of range"},
    {"SamplesNan", s, "samples = nan", "2:11", "run.samples", "the number nan is not an integer"},
    {"SamplesInfinite", s, "samples = -inf", "2:11", "run.samples",
     "the number -inf is not an integer"},
    {"SamplesNegativeFloat", s, "samples = -1E3", "2:11", "run.samples", "-1E3 is out of range"},
    {"FirstImageMinusZero", s, "samples = 1\nfirst_image = -0.0", "3:15", "run.first_image",
     "the number -0.0 is not an integer"},
    {"SeedJustTooLarge", s, "samples = 1\nseed = 18446744073709551616.0", "3:8", "run.seed",
     "18446744073709551616.0 is out of range"},
    {"SamplesString", s, "samples = \"100\"", "2:11", "run.samples", "the string \"100\""},
    {"SamplesList", s, "samples = [100]", "2:11", "run.samples", "a list is not an integer"},
    {"SeedNegative", s, "samples = 1\nseed = -1", "3:8", "run.seed", "out of range"},
    {"SeedFraction", s, "samples = 1\nseed = 1.5", "3:8", "run.seed", "not an integer"},
    {"SeedWord", s, "samples = 1\nseed = \"one\"", "3:8", "run.seed", "\"one\" is not"},
    {"SeedEmpty", s, "samples = 1\nseed = \"\"", "3:8", "run.seed", "is not an integer"},
    {"SeedBareHex", s, "samples = 1\nseed = \"0x\"", "3:8", "run.seed", "is not an integer"},
    {"SeedMinusText", s, "samples = 1\nseed = \"-1\"", "3:8", "run.seed", "is not an integer"},
    {"SeedPast64Bits", s, "samples = 1\nseed = \"18446744073709551616\"", "3:8", "run.seed",
     "range"},
    {"SeedPast64BitsHex", s, "samples = 1\nseed = \"0x10000000000000000\"", "3:8", "run.seed",
     "range"},
    {"SeedDate", s, "samples = 1\nseed = 2026-01-01", "3:8", "run.seed", "a date or time"},
    {"LastImagePast64Bits", s, "samples = 2\nfirst_image = \"18446744073709551614\"", "3:15",
     "run.first_image", "0 to 18446744073709551613"},
    {"SamplerUnknown", s, "samples = 1\nsampler = \"pixel\"", "3:11", "run.sampler",
     "did you mean \"pixels\"?"},
    {"SamplerTiled", s, "samples = 1\nsampler = \"tiled\"", "3:11", "run.sampler",
     "did you mean \"tilted\"?; accepted: \"auto\", \"pixels\", \"counts\", \"multinomial\", "
     "\"exhaustive\", \"images\", \"blocks\", \"smooth\", \"ball\" or \"tilted\""},
    {"TailOfPixels", s, "samples = 1\ntail = 1e-9", "3:8", "run.tail",
     "this key with sampler = \"tilted\""},
    {"TailZero", s, "samples = 1\nsampler = \"tilted\"\ntail = 0", "4:8", "run.tail",
     "0 is out of range; accepted: numbers from 1e-250 to 0.5"},
    {"TailOne", s, "samples = 1\nsampler = \"tilted\"\ntail = 1.0", "4:8", "run.tail",
     "1.0 is out"},
    {"SamplerNear", s, "samples = 1\nsampler = \"multinomal\"", "3:11", "run.sampler",
     "did you mean \"multinomial\"?"},
    {"SamplerBoolean", s, "samples = 1\nsampler = true", "3:11", "run.sampler", "true is not"},
    {"ConfidenceOne", s, "samples = 1\nconfidence = 1.0", "3:14", "run.confidence", "1.0 is out"},
    {"ConfidenceZero", s, "samples = 1\nconfidence = 0", "3:14", "run.confidence", "0 is out"},
    {"ConfidenceNan", s, "samples = 1\nconfidence = nan", "3:14", "run.confidence", "nan is out"},
    {"StopEmpty", "[run]", "[stop]\n[run]", "1:1", "stop.half_width",
     "missing; accepted: numbers from 1e-7, below 0.5"},
    {"StopIsNoTable", "[run]", "stop = 0.1\n[run]", "1:8", "stop", "the number 0.1 is not a table"},
    {"StopUnknown", "[run]", "[stop]\nhalf_widht = 0.1\n[run]", "2:1", "stop.half_widht",
     "did you mean \"half_width\"?"},
    {"StopZero", "[run]", "[stop]\nhalf_width = 0\n[run]", "2:14", "stop.half_width",
     "0 is out of range"},
    {"StopTooNarrow", "[run]", "[stop]\nhalf_width = 9e-8\n[run]", "2:14", "stop.half_width",
     "out of range"},
    {"StopHalf", "[run]", "[stop]\nhalf_width = 0.5\n[run]", "2:14", "stop.half_width",
     "0.5 is out of range"},
    {"StopNan", "[run]", "[stop]\nhalf_width = nan\n[run]", "2:14", "stop.half_width",
     "nan is out of range"},
    {"StopText", "[run]", "[stop]\nhalf_width = \"0.1\"\n[run]", "2:14", "stop.half_width",
     "the string \"0.1\" is not a number"},
    {"StopExhaustive", "[run]", "[stop]\nhalf_width = 0.1\n[run]\nsampler = \"exhaustive\"", "1:1",
     "stop", "the exhaustive sampler draws nothing"},
};

const Wrong in_sweep[] = {
    {"NTooLarge", "[4, 8]", "[4,\n 8, 20000]", "5:5", "sweep.n[2]",
     "20000 is out of range; accepted: integers 1 to 16384"},
    {"NZero", "[4, 8]", "[0]", "4:6", "sweep.n[0]", "0 is out of range"},
    {"NTwice", "[4, 8]", "[4, 8, 4]", "4:12", "sweep.n[2]", "the integer 4 is in the list twice"},
    {"NEmpty", "[4, 8]", "[]", "4:5", "sweep.n", "the list is empty"},
    {"NInteger", "[4, 8]", "4", "4:5", "sweep.n", "the integer 4 is not a list"},
    {"NTable", "[4, 8]", "{a = 1}", "4:5", "sweep.n", "a table is not a list"},
    {"NFraction", "[4, 8]", "[ 4.5]", "4:7", "sweep.n[0]", "4.5 is not an integer"},
    {"NTwiceAsFloat", "[4, 8]", "[4, 4.0]", "4:9", "sweep.n[1]",
     "the number 4.0 is in the list twice"},
    {"NNested", "[4, 8]", "[[4]]", "4:6", "sweep.n[0]", "a list is not an integer"},
    {"NMissing", "n = [4, 8]", "", "3:1", "sweep.n", "missing"},
    {"SweepMissing", "[sweep]\nn = [4, 8]\nbit_depth = [1, 2]", "", "1:1", "sweep.n", "missing"},
    {"BitDepthMissing", "bit_depth = [1, 2]", "", "3:1", "sweep.bit_depth", "missing"},
    {"BitDepth17", "[1, 2]", "[17]", "5:14", "sweep.bit_depth[0]", "integers 1 to 16"},
    {"BitDepth0", "[1, 2]", "[1, 0]", "5:17", "sweep.bit_depth[1]", "0 is out of range"},
    {"Channels16", "[1, 2]", "[1]\nchannels = [16]", "6:13", "sweep.channels[0]",
     "integers 1 to 15"},
    {"ChannelsTwice", "[1, 2]", "[1]\nchannels = [3, 3]", "6:16", "sweep.channels[1]", "twice"},
    {"SweepUnknownKey", "n = [4, 8]", "n = [4]\nbitdepth = [1]", "5:1", "sweep.bitdepth",
     "did you mean \"bit_depth\"?"},
};

const Wrong in_measure[] = {
    {"PNegative", "[0, \"inf\"]", "[0, -0.5]", "7:9", "measure.p[1]", "-0.5 is out of range"},
    {"PMinusInfinity", "[0, \"inf\"]", "[-inf]", "7:6", "measure.p[0]", "-inf is out of range"},
    {"PNan", "[0, \"inf\"]", "[nan]", "7:6", "measure.p[0]", "nan is out of range"},
    {"PWord", "[0, \"inf\"]", "[\"two\"]", "7:6", "measure.p[0]", "\"two\" is not a number"},
    {"PNumber", "[0, \"inf\"]", "2", "7:5", "measure.p", "the integer 2 is not a list"},
    {"PTwice", "[0, \"inf\"]", "[inf, 0, \"inf\"]", "7:14", "measure.p[2]", "twice"},
    {"PZeroTwice", "[0, \"inf\"]", "[0, -0.0]", "7:9", "measure.p[1]", "twice"},
    {"PEmpty", "[0, \"inf\"]", "[]", "7:5", "measure.p", "empty"},
    {"PMissing", "p = [0, \"inf\"]", "", "6:1", "measure.p", "missing"},
    {"MeasureMissing", "[measure]\np = [0, \"inf\"]\nradius_scale = [0.5, 1.0]", "", "1:1",
     "measure.p", "missing"},
    // 64 pixels of 4 levels: 6 + p log2(3) <= 1007 up to p = 631.560...
    {"PTooLarge", "[0, \"inf\"]", "[1000]", "7:6", "measure.p[0]",
     "0 to 631.56 for this sweep, or \"inf\""},
    {"RadiusBoth", r, "radius_scale = [1]\nradius = [1]", "9:10", "measure.radius", "one of"},
    {"RadiusNegative", r, "radius = [-1]", "8:11", "measure.radius[0]", "-1 is out of range"},
    {"RadiusInfinite", r, "radius = [inf]", "8:11", "measure.radius[0]", "inf is out of range"},
    {"RadiusTwice", r, "radius = [1, 1.0]", "8:14", "measure.radius[1]", "twice"},
    {"RadiusEmpty", r, "radius = []", "8:10", "measure.radius", "empty"},
    {"RadiusNumber", r, "radius = 1", "8:10", "measure.radius", "the integer 1 is not a list"},
    {"RadiusUnknown", r, "radius_scales = [1]", "8:1", "measure.radius_scales",
     "did you mean \"radius_scale\"?"},
    {"RangeEmpty", r, "radius = {}", "8:10", "measure.radius.start", "missing"},
    {"RangeNoCount", r, "radius = {start = 0, stop = 1}", "8:10", "measure.radius.count",
     "missing"},
    {"RangeUnknown", r, "radius = {start = 0, stop = 1, cuont = 3}", "8:32", "measure.radius.cuont",
     "did you mean \"count\"?"},
    {"RangeCountZero", r, "radius = {start = 0, stop = 1, count = 0}", "8:40",
     "measure.radius.count", "integers 1 to 100000"},
    {"RangeCountHuge", r, "radius = {start = 0, stop = 1, count = 100001}", "8:40",
     "measure.radius.count", "out of range"},
    {"RangeCountFloat", r, "radius = {start = 0, stop = 1, count = 3.5}", "8:40",
     "measure.radius.count", "not an integer"},
    {"RangeFalling", r, "radius = {start = 2, stop = 1, count = 3}", "8:29", "measure.radius.stop",
     "1 is not above start = 2"},
    {"RangeOfOneFalling", r, "radius = {start = 2, stop = 1, count = 1}", "8:29",
     "measure.radius.stop", "1 is not equal to start = 2"},
    {"RangeEqual", r, "radius = {start = 1, stop = 1, count = 2}", "8:29", "measure.radius.stop",
     "1 is not above start = 1"},
    {"RangeInfinite", r, "radius = {start = 0, stop = inf, count = 2}", "8:29",
     "measure.radius.stop", "inf is out of range"},
    {"RangeTooFine", r, "radius = {start = 1, stop = 1.0000000000000004, count = 9}", "8:57",
     "measure.radius.count", "a smaller count"},
    {"QuantileAboveOne", r, "radius = [1]\nquantiles = [0.5, 1.5]", "9:19", "measure.quantiles[1]",
     "1.5 is out of range; accepted: numbers 0 to 1"},
    {"QuantileTwice", r, "radius = [1]\nquantiles = [0.5, 0.5]", "9:19", "measure.quantiles[1]",
     "twice"},
    {"QuantileEmpty", r, "radius = [1]\nquantiles = []", "9:13", "measure.quantiles", "empty"},
    {"QuantileString", r, "radius = [1]\nquantiles = [\"median\"]", "9:14", "measure.quantiles[0]",
     "not a number"},
};

const Wrong in_classifier[] = {
    {"NoClassifier", "[[classifier]]\ntype = \"brightness\"", "", "1:1", "classifier", "missing"},
    {"ClassifierTable", "[[classifier]]", "[classifier]", "9:1", "classifier",
     "a table is not a list"},
    {"ClassifierNumbers", "[[classifier]]\ntype = \"brightness\"", "[x]", "9:2", "x",
     "unknown key"},
    {"TypeMissing", c, "", "9:1", "classifier[0].type", "missing"},
    {"TypeUnknown", c, "type = \"brigthness\"", "10:8", "classifier[0].type",
     "unknown type \"brigthness\", did you mean \"brightness\"?; accepted: brightness, halfspace, "
     "majority_bit, hamming_ball, dictator, "},  // and others
    {"LayersOne", c, "type = \"network\"\nlayers = 1", "11:10", "classifier[0].layers",
     "accepted: integers 2 to 3"},
    {"WidthTooSmall", c, "type = \"network\"\nwidth = 3", "11:9", "classifier[0].width",
     "accepted: integers 4 to 16"},
    {"WidthTooLarge", c, "type = \"network\"\nwidth = 17", "11:9", "classifier[0].width",
     "accepted: integers 4 to 16"},
    {"WidthOfHash", c, "type = \"hash\"\nwidth = 4", "11:1", "classifier[0].width",
     "type = \"hash\" does not take this key; accepted: name, type, seed"},
    {"NetworkCoverage", c, "type = \"network\"\ncoverage = 0.5", "11:1", "classifier[0].coverage",
     "accepted: name, type, layers, width, seed"},
    {"TypeInteger", c, "type = 3", "10:8", "classifier[0].type", "the integer 3 is not a string"},
    {"NameSlash", c, "type = \"parity\"\nname = \"a/b\"", "11:8", "classifier[0].name",
     "cannot be"},
    {"NameDot", c, "type = \"parity\"\nname = \".\"", "11:8", "classifier[0].name", "cannot be"},
    {"NameEmpty", c, "type = \"parity\"\nname = \"\"", "11:8", "classifier[0].name", "cannot be"},
    {"NameControl", c, "type = \"parity\"\nname = \"a\\u0085\"", "11:8", "classifier[0].name",
     "cannot be"},
    {"NameNul", c, "type = \"parity\"\nname = \"a\\u0000\"", "11:8", "classifier[0].name", "\\x00"},
    {"NameTwice", c, "type = \"parity\"\n[[classifier]]\ntype = \"dictator\"\nname = \"parity\"",
     "13:8", "classifier[1].name", "already the name of classifier[0]"},
    {"DefaultNameTwice", c, "type = \"parity\"\n[[classifier]]\ntype = \"parity\"", "11:1",
     "classifier[1].name", "already the name"},
    {"CoverageAboveHalf", c, "type = \"brightness\"\ncoverage = 0.51", "11:12",
     "classifier[0].coverage", "0.51 is out of range; accepted: numbers above 0 up to 0.5"},
    {"CoverageZero", c, "type = \"brightness\"\ncoverage = 0", "11:12", "classifier[0].coverage",
     "0 is out of range"},
    {"CoverageNan", c, "type = \"brightness\"\ncoverage = nan", "11:12", "classifier[0].coverage",
     "nan is out of range"},
    {"CoverageOfDictator", c, "type = \"dictator\"\ncoverage = 0.5", "11:1",
     "classifier[0].coverage",
     "type = \"dictator\" does not take this key; accepted: name, type, pixel"},
    {"CoverageOfParity", c, "type = \"parity\"\ncoverage = 0.5", "11:1", "classifier[0].coverage",
     "does not take this key; accepted: name, type"},
    {"SeedOfBrightness", c, "type = \"brightness\"\nseed = 1", "11:1", "classifier[0].seed",
     "accepted: name, type, coverage"},
    {"WeightsOfBall", c, "type = \"hamming_ball\"\nweights = \"sparse\"", "11:1",
     "classifier[0].weights", "accepted: name, type, coverage, seed"},
    {"PixelOfBrightness", c, "type = \"brightness\"\npixel = 1", "11:1", "classifier[0].pixel",
     "does not take"},
    {"CoverageOfHash", c, "type = \"hash\"\ncoverage = 0.5", "11:1", "classifier[0].coverage",
     "type = \"hash\" does not take this key; accepted: name, type, seed"},
    {"CoverageOfVoronoi", c, "type = \"voronoi\"\ncoverage = 0.5", "11:1", "classifier[0].coverage",
     "accepted: name, type, prototypes, seed"},
    {"PrototypesOdd", c, "type = \"voronoi\"\nprototypes = 5", "11:14", "classifier[0].prototypes",
     "5 is odd; accepted: even integers from 2 to 64"},
    {"PrototypesTooMany", c, "type = \"voronoi\"\nprototypes = 66", "11:14",
     "classifier[0].prototypes", "66 is out of range"},
    {"PrototypesNone", c, "type = \"voronoi\"\nprototypes = 0", "11:14", "classifier[0].prototypes",
     "0 is out of range"},
    {"UnknownClassifierKey", c, "type = \"brightness\"\ncoverge = 0.5", "11:1",
     "classifier[0].coverge", "did you mean \"coverage\"?"},
    {"WeightsUnknown", c, "type = \"halfspace\"\nweights = \"rademaker\"", "11:11",
     "classifier[0].weights", "did you mean \"rademacher\"?"},
    {"MaxWeightOfBinomial", c, "type = \"halfspace\"\nmax_weight = 3\nweights = \"binomial\"",
     "11:1", "classifier[0].max_weight",
     "weights = \"binomial\" does not take this key; accepted: name, type, coverage, seed, "
     "weights; "
     "with weights = \"uniform\" also max_weight"},
    {"DensityOfUniform", c, "type = \"halfspace\"\ndensity = 0.5\nweights = \"uniform\"", "11:1",
     "classifier[0].density", "with weights = \"sparse\" also density"},
    {"MaxWeightOfDefault", c, "type = \"halfspace\"\nmax_weight = 3", "11:1",
     "classifier[0].max_weight", "weights = \"rademacher\" does not take"},
    {"MaxWeight1024", c, "type = \"halfspace\"\nmax_weight = 1024\nweights = \"uniform\"", "11:14",
     "classifier[0].max_weight", "integers 1 to 1023"},
    {"DensityZero", c, "type = \"halfspace\"\ndensity = 0.0\nweights = \"sparse\"", "11:11",
     "classifier[0].density", "0.0 is out of range"},
    {"DensityAboveOne", c, "type = \"halfspace\"\ndensity = 1.1\nweights = \"sparse\"", "11:11",
     "classifier[0].density", "1.1 is out of range"},
    {"PixelOutside", c, "type = \"dictator\"\npixel = 16", "11:9", "classifier[0].pixel",
     "16 is out of range; accepted: integers 0 to 15"},
    {"PixelNegative", c, "type = \"dictator\"\npixel = -1", "11:9", "classifier[0].pixel",
     "-1 is out of range"},
};

std::string name_of(const testing::TestParamInfo<Wrong>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Run, WrongConfig, testing::ValuesIn(in_run), name_of);
INSTANTIATE_TEST_SUITE_P(Sweep, WrongConfig, testing::ValuesIn(in_sweep), name_of);
INSTANTIATE_TEST_SUITE_P(Measure, WrongConfig, testing::ValuesIn(in_measure), name_of);
INSTANTIATE_TEST_SUITE_P(Classifier, WrongConfig, testing::ValuesIn(in_classifier), name_of);

const std::string tiny =
    replaced(replaced(small_config, s, "sampler = \"exhaustive\""), "[4, 8]", "[2, 4]");

TEST(WrongExhaustive, NamesTheCellWithTooManyImages) {
  EXPECT_EQ(parse(tiny).n.size(), 2U);  // 16 pixels of 2 bits: 2^32 images
  const std::string line = error_of(replaced(tiny, "[1, 2]", "[2, 3]"));
  EXPECT_EQ(line.find("bad.toml:4:9: sweep.n[1]: n = 4, bit_depth = 3, channels = 1 give 2^48"), 0U)
      << line;
  EXPECT_NE(line.find("accepted: n^2 * bit_depth * channels <= 32"), std::string::npos) << line;
}

TEST(WrongExhaustive, CountsChannels) {
  const std::string line = error_of(replaced(tiny, "[1, 2]", "[1]\nchannels = [1, 3]"));
  EXPECT_NE(line.find("sweep.n[1]: n = 4, bit_depth = 1, channels = 3 give 2^48"), line.npos)
      << line;
}

TEST(WrongExhaustive, StartsAtImageZero) {
  const std::string line = error_of(replaced(tiny, "sampler", "first_image = 1\nsampler"));
  EXPECT_EQ(line.find("bad.toml:2:15: run.first_image: "), 0U) << line;
}

const std::string counted =
    replaced(small_config, s, std::string(s) + "\nsampler = \"multinomial\"");

TEST(WrongMultinomial, NamesTheClassifierThatSeesMore) {
  for (const char* const type : {"halfspace", "hamming_ball", "dictator", "hash", "voronoi"}) {
    const std::string line =
        error_of(counted + "[[classifier]]\nname = \"odd_one\"\ntype = \"" + type + "\"\n");
    EXPECT_EQ(line, "bad.toml:14:8: classifier[1].type: classifier \"odd_one\" of type \"" +
                        std::string(type) +
                        "\" needs more than level counts, which are all that sampler = "
                        "\"multinomial\" draws; accepted: " +
                        comma_list(level_count_types()) +
                        " with this sampler; every type with sampler = \"pixels\"");
  }
}

TEST(WrongMultinomial, NamesTheSideAndTheCellWithTooManyPixels) {
  const std::string side = error_of(replaced(counted, "[4, 8]", "[4, 65536]"));
  EXPECT_EQ(side, "bad.toml:5:9: sweep.n[1]: 65536 is out of range; accepted: integers 1 to 65535");
  const std::string cell =
      error_of(replaced(counted, "[4, 8]", "[46340, 46341]\nchannels = [1, 2]"));
  EXPECT_EQ(cell,
            "bad.toml:5:13: sweep.n[1]: n = 46341, channels = 2 give 4294976562 values per image, "
            "too many for a sampler that draws counts; accepted: n^2 * channels <= 4294967295");
}

TEST(WrongCounts, NamesTheClassifierThatSeesWholeImages) {
  const std::string text = replaced(small_config, s, std::string(s) + "\nsampler = \"counts\"");
  for (const char* const type : {"hash", "voronoi", "network"}) {
    const std::string line =
        error_of(text + "[[classifier]]\nname = \"odd_one\"\ntype = \"" + type + "\"\n");
    EXPECT_EQ(line, "bad.toml:14:8: classifier[1].type: classifier \"odd_one\" of type \"" +
                        std::string(type) +
                        "\" needs more than counts, which are all that sampler = \"counts\" draws; "
                        "accepted: brightness, halfspace, majority_bit, hamming_ball, dictator, "
                        "corner, parity, top_bit_parity with this sampler; every type with sampler "
                        "= \"pixels\"");
  }
}

TEST(WrongMultinomial, WantsSamplesAsPixelsDo) {
  EXPECT_NE(error_of(replaced(counted, s, "")).find("run.samples: "), std::string::npos);
}

TEST(WrongPrototypes, OfMorePixelsThanAreKept) {
  const auto sized = [](const std::string& channels, const std::string& prototypes) {
    return replaced(replaced(small_config, "[4, 8]", "[4, 16384]\nchannels = " + channels), c,
                    "type = \"voronoi\"" + prototypes);
  };
  EXPECT_EQ(
      error_of(sized("[9]", "\nprototypes = 2")),
      "bad.toml:12:14: classifier[0].prototypes: 2 prototypes of 2415919104 pixels (n = 16384, "
      "9 channels) take more memory than 4 GiB; accepted: images of at most 2147483648 pixels "
      "with as many prototypes");
  EXPECT_EQ(error_of(sized("[1, 3]", "")).find("bad.toml:11:8: classifier[0].type: 8 prototypes"),
            0u);
  EXPECT_EQ(parse(sized("[8]", "\nprototypes = 2")).classifiers[0].prototypes, 2u);
  EXPECT_EQ(parse(sized("[2]", "")).classifiers[0].prototypes, 8u);
}

TEST(WrongCount, OfClassifiersAndRadii) {
  std::string classifiers = small_config;
  for (int i = 0; i < 1000; ++i) {
    classifiers += "[[classifier]]\ntype = \"parity\"\nname = \"" + std::to_string(i) + "\"\n";
  }
  EXPECT_NE(error_of(classifiers).find("classifier: 1001 classifiers"), std::string::npos);
  std::string radii = "[0";
  for (int i = 1; i <= 100'000; ++i) radii.append(",").append(std::to_string(i));
  EXPECT_NE(error_of(replaced(small_config, "[0.5, 1.0]", radii + "]"))
                .find("measure.radius_scale: 100001 radii"),
            std::string::npos);
}

}  // namespace
}  // namespace brink::test
