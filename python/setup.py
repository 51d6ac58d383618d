# Builds the module with CMake, for `pip install`: only the library and the binding, optimised as the program that people run.
import os
import re
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

here = Path(__file__).resolve().parent
root = here.parent


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        package = Path(self.get_ext_fullpath(ext.name)).resolve().parent
        folder = Path(os.environ.get("CHOKEPOINT_BUILD", root / "build" / f"python-{sys.version_info[0]}.{sys.version_info[1]}"))
        subprocess.run(["cmake", "--preset", "release", "-B", str(folder), "-DCHOKEPOINT_PYTHON_PACKAGE=ON",
                        f"-DCHOKEPOINT_PYTHON_FOR_PACKAGE={sys.executable}"], cwd=root, check=True)
        subprocess.run(["cmake", "--build", str(folder), "--target", "chokepoint_python", "--parallel", str(os.cpu_count() or 1)], check=True)
        subprocess.run(["cmake", "--install", str(folder), "--component", "python", "--prefix", str(package.parent)], check=True)


version = re.search(r"project\(chokepoint VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text()).group(1)
setup(
    version=version,
    packages=["chokepoint"],
    package_data={"chokepoint": ["py.typed", "*.pyi"]},
    ext_modules=[Extension("chokepoint._core", [])],
    cmdclass={"build_ext": CMakeBuild},
)
